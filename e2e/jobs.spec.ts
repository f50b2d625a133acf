import type { Page } from '@playwright/test'
import { shortId } from '../app/_lib/format'
import { expect, test } from './fixtures'
import { clients } from './world'

const rowOf = (page: Page, decisionId: string) => page.getByRole('row', { name: new RegExp(`^Job ${shortId(decisionId)}`) })

test('a job routed through the API appears in the log, and its trace opens', async ({ adminPage: page, world }) => {
  await page.goto('/jobs')
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible()

  const { status, body } = await world.route({ client: { ip: clients.germany }, subcloud: 'acme-eu' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ outcome: 'routed', servedCountry: 'DE', origin: { country: 'DE', source: 'override' } })

  await page.goto(`/jobs?job=${body.decisionId}`)
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(body.decisionId!).first()).toBeVisible()
  await expect(sheet.getByRole('region', { name: 'How it came about' })).toContainText('EU27')
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await expect(rowOf(page, body.decisionId!)).toBeVisible()
})

test('the log follows live, pausing holds it, and going on leaves nothing out', async ({ adminPage: page, world }) => {
  await page.goto('/jobs')
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Live')
  const { body } = await world.route({ client: { ip: clients.germany } })
  await expect(rowOf(page, body.decisionId!)).toBeVisible()
  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Paused')
  const meanwhile = await world.route({ client: { ip: clients.germany } })
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(rowOf(page, meanwhile.body.decisionId!)).toBeVisible()

  await page.getByRole('combobox', { name: 'Outcome' }).click()
  await page.getByRole('option', { name: /Refused/ }).click()
  await expect(page).toHaveURL(/outcome=refused/)
  const elsewhere = await world.route({ client: { ip: clients.germany } })
  await page.getByRole('button', { name: 'Clear all', exact: true }).click()
  await expect(rowOf(page, elsewhere.body.decisionId!)).toBeVisible()
})

test('a refusal is in the log with what would make it succeed', async ({ adminPage: page, world }) => {
  const { status, body } = await world.route({ client: { ip: clients.germany }, geo: { only: ['country:FR'] } })
  expect([status, body.code]).toEqual([422, 'geo_unsatisfiable'])
  await page.goto(`/jobs?job=${body.decisionId}`)
  await expect(page.getByRole('dialog')).toContainText('geo_unsatisfiable')
})

test('filters live in the URL', async ({ adminPage: page, world }) => {
  await world.route({ client: { ip: clients.unitedStates } })
  await page.goto('/jobs?outcome=refused')
  await expect(page.getByRole('row').filter({ hasText: /routed/i })).toHaveCount(0)
})
