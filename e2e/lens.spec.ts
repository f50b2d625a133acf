import type { Page } from '@playwright/test'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'
import { clients } from './world'

const owner = { email: 'lens-owner@example.com', name: 'lens owner', password: 'owner of another Subcloud' }
const panel = (page: Page) => page.getByRole('complementary', { name: 'Selection' })
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name })
const rows = (page: Page, table: string) => page.getByRole('grid', { name: table }).locator('tbody').getByRole('row')

test('a Subcloud is chosen by keyboard, and what it may use, and why not the rest, is said', async ({ adminPage: page, world }) => {
  await page.goto('/map')
  await expect(page.locator('[data-ready=true]')).toBeVisible()
  await page.keyboard.press('l')
  await expect(page.getByRole('option', { name: 'Whole network' })).toBeFocused()
  await expect(page.getByRole('option', { name: /Acme EU/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('option', { name: /Acme EU/ })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/subcloud=acme-eu/)
  await expect(panel(page)).toContainText('Through Acme EU')
  await expect(panel(page)).toContainText('2 nodes')
  await expect(panel(page).getByRole('region', { name: 'Why they are outside' })).toContainText('1 are outside the boundary')
  await expect(page.getByRole('region', { name: 'Subcloud now' })).toContainText('May take its jobs')
  await expect(page.locator('canvas.maplibregl-canvas')).toBeVisible()
  await page.getByRole('button', { name: 'Legend' }).click()
  await expect(page.getByRole('region', { name: 'Legend' })).toContainText('Outside: none of its jobs run there')

  await page.getByRole('button', { name: 'Table' }).click()
  await tab(page, /^Boundary/).click()
  await expect(rows(page, 'Boundary').first()).toHaveAccessibleName(/: (partly )?inside/)
  await expect(page.getByRole('row', { name: 'United States: inside' })).toHaveCount(0)
  await tab(page, /^Nodes/).click()
  await expect(rows(page, 'Nodes')).toHaveCount(2)
  for (const id of world.nodeIds.slice(0, 2)) await expect(page.getByRole('row').filter({ hasText: id.slice(-4) })).toBeVisible()

  await page.keyboard.press('Escape')
  await expect(page).not.toHaveURL(/subcloud=/)
  await expect(rows(page, 'Nodes')).toHaveCount(3)
})

test('its traffic is of its own jobs', async ({ adminPage: page, world }) => {
  await world.route({ client: { ip: clients.germany }, subcloud: 'acme-eu' })
  await world.route({ client: { ip: clients.unitedStates } })
  await page.goto('/map?look=table&twin=origins')
  await expect(rows(page, 'Origins').filter({ hasText: 'United States' }).first()).toBeVisible()
  await page.goto('/map?look=table&twin=origins&subcloud=acme-eu')
  await expect(rows(page, 'Origins').filter({ hasText: 'Germany' }).first()).toBeVisible()
  await expect(rows(page, 'Origins').filter({ hasText: 'United States' })).toHaveCount(0)
})

test('an owner looks through their own Subcloud; another’s is as missing as one that is not there', async ({ adminPage: page, world }) => {
  const made = await page.request.post('/api/trpc/members.create', {
    data: { json: { ...owner, role: 'owner' } },
    headers: { origin: product.webUrl },
  })
  expect(made.status()).toBe(200)
  expect((await world.call('POST', '/subclouds', { slug: 'theirs', name: 'Theirs', owner: owner.email })).status).toBe(201)
  await page.context().clearCookies()
  await signInByApi(page, owner.email, owner.password)

  await page.goto('/map?look=table&twin=nodes&subcloud=theirs')
  await expect(panel(page)).toContainText('Through Theirs')
  await expect(panel(page)).toContainText('3 nodes')
  await page.getByRole('combobox', { name: 'Subcloud' }).click()
  await expect(page.getByRole('option')).toHaveText([/Whole network/, /Theirs/])
  for (const slug of ['acme-eu', 'nobodys']) {
    await page.goto(`/map?look=table&twin=nodes&subcloud=${slug}`)
    await expect(panel(page)).toContainText('There is no such Subcloud.')
    await expect(page.getByRole('region', { name: 'Subcloud now' })).toContainText('There is no such Subcloud.')
    await expect(rows(page, 'Nodes')).toHaveCount(0)
    await expect(page.getByText('Acme EU')).toHaveCount(0)
  }
  await panel(page).getByRole('button', { name: 'See the whole network' }).click()
  await expect(page).not.toHaveURL(/subcloud=/)
  expect((await world.call('DELETE', '/subclouds/theirs')).status).toBeLessThan(300)
})
