import type { Page } from '@playwright/test'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'

const authorization = `Bearer ${product.apiKey}`
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })

async function openSettings(page: Page): Promise<void> {
  await page.goto('/activation')
  await page.getByRole('tab', { name: 'Settings' }).click()
  await expect(page).toHaveURL(/tab=settings/)
  await expect(bar(page)).toBeVisible()
  const discard = bar(page).getByRole('button', { name: 'Discard' })
  if (await discard.isEnabled()) await discard.click()
  await expect(bar(page)).toContainText('As published')
}

test('the gate’s settings go the way of every change: written, checked, shown in words, published, taken back', async ({
  adminPage: page,
  world,
}) => {
  expect(world.nodeIds).not.toHaveLength(0)
  await openSettings(page)
  const hold = page.getByRole('textbox', { name: 'All conditions held for' })
  await expect(hold).toHaveValue('30 min')

  await hold.fill('soon')
  await expect(page.getByRole('alert').filter({ hasText: 'e.g. 30 min' })).toBeVisible()
  await expect(bar(page)).toContainText('As published')
  await hold.fill('45 min')
  const impossible = page.getByRole('textbox', { name: 'Impossible, suspends above' })
  await impossible.fill('0.5')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('Raise impossibleHardPct')
  await page.getByRole('button', { name: 'Impossible, suspends above: back to the default' }).click()
  await expect(impossible).toHaveValue('5')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('nothing to report')

  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('region', { name: 'Edited fields' })).toContainText('All conditions held for30 min → 45 min')
  await review.getByRole('textbox', { name: 'Comment' }).fill('wait longer')
  await review.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(review).toBeHidden()
  const { gate, revision } = await (await page.request.get('/api/v1/config', { headers: { authorization } })).json()
  expect(gate.upAfterS).toBe(2700)

  const back = await page.request.post('/api/v1/config/revert', {
    headers: { authorization },
    data: { to: revision - 1, comment: 'as it was' },
  })
  expect(back.ok()).toBe(true)
})

test('viewers see how the gate stands, and nothing to change it with', async ({ page, world }) => {
  expect(world.nodeIds).not.toHaveLength(0)
  const viewer = { email: 'gate-viewer@example.com', password: 'a viewer of the gate 1' }
  await signInByApi(page, product.adminEmail, product.adminPassword)
  const made = await page.request.post('/api/trpc/members.create', {
    data: { json: { ...viewer, name: 'Viewer', role: 'viewer' } },
  })
  expect(made.status()).toBe(200)
  await page.context().clearCookies()
  await signInByApi(page, viewer.email, viewer.password)
  await page.goto('/activation?tab=settings')
  await expect(page.getByText('The gate’s settings are changed by admins')).toBeVisible()
  await page.getByRole('tab', { name: 'Conditions' }).click()
  await expect(page.getByRole('region', { name: 'Conditions by zone' })).toBeVisible()
  await page.getByRole('button', { name: 'Coverage', exact: true }).press('Enter')
  await expect(page.getByRole('dialog', { name: 'Coverage' })).toContainText('Each served model')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'What geo-routing would have done' })).toBeVisible()
  await expect(page.getByRole('img', { name: /^EU: Off for 1 d/ })).toBeVisible()
  await page.getByRole('button', { name: '1 h', exact: true }).click()
  await expect(page).toHaveURL(/span=1h/)
  await expect(page.getByRole('img', { name: /^EU: Off for 1 h/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Override…' })).toHaveCount(0)
})
