import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { product } from './product'
import { clients } from './world'

const answer = (page: Page) => page.getByRole('region', { name: 'Answer' })
const nodeOf = (page: Page) => answer(page).getByRole('link', { name: /^0x/ }).first().getAttribute('href')
/** The gate of a new installation is off; here it is supposed to be on. */
const gateOn = 'suppose=gate:*:on'

test('a pin, by its coordinates or by the mouse, is answered with a trace', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBe(3)
  await page.goto(`/simulator?${gateOn}`)
  await page.getByLabel('Latitude').fill('50.11')
  await page.getByLabel('Latitude').press('Enter')
  await page.getByLabel('Longitude').fill('8.68')
  await page.getByLabel('Longitude').press('Enter')
  await expect(page.getByLabel('Place')).toHaveValue('country:DE')
  await expect(answer(page).getByRole('status')).toContainText('Served in EU Germany')
  await expect(answer(page).getByRole('list', { name: 'Trace' })).toContainText('zone:EU')
  await expect(answer(page)).toContainText('A what-if on the present fleet')

  await expect(page.locator('[data-ready=true]')).toBeVisible()
  await page.locator('canvas.maplibregl-canvas').click({ position: { x: 40, y: 40 } })
  await expect(page).not.toHaveURL(/at=8\.68/)
  await expect(page).toHaveURL(/at=/)
})

test('a drained node gives way to another, and the link keeps it', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBe(3)
  await page.goto(`/simulator?place=country:DE&${gateOn}`)
  await expect(answer(page).getByRole('status')).toContainText('Germany')
  const first = (await nodeOf(page))!
  await answer(page).getByRole('button', { name: 'Suppose this node is drained' }).click()
  await expect(page.getByRole('list', { name: 'Supposed' })).toContainText('is drained')
  await expect(answer(page).getByRole('link', { name: /^0x/ }).first()).not.toHaveAttribute('href', first)
  await expect(answer(page).getByRole('status')).toContainText('Germany')
  const second = await nodeOf(page)
  await page.reload()
  await expect(answer(page).getByRole('link', { name: /^0x/ }).first()).toHaveAttribute('href', second!)
  await page.goBack()
  await expect(answer(page).getByRole('link', { name: /^0x/ }).first()).toHaveAttribute('href', first)
})

test('the address that a question is asked from stands in no link', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBe(3)
  await page.goto(`/simulator?${gateOn}`)
  await page.getByLabel('Address').fill(clients.unitedStates)
  await page.getByRole('button', { name: 'Locate' }).click()
  await expect(page.getByLabel('Place')).toHaveValue('country:US')
  await expect(answer(page).getByRole('status')).toContainText('United States')
  expect(page.url()).not.toContain('203')
})

test('a question that cannot be asked says what to write instead', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBe(3)
  await page.goto(`/simulator?${gateOn}&only=SA`)
  await expect(answer(page).getByRole('alert')).toContainText('zone:SA')
  await page.goto(`/simulator?${gateOn}&only=country:FR`)
  await expect(answer(page)).toContainText('geo_unsatisfiable')
  await expect(answer(page).getByRole('region', { name: 'What it would take' })).toContainText('FR')
})

test('a sweep asks from everywhere, in colours and in rows', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBe(3)
  await page.goto('/simulator?tab=sweep&suppose=gate:*:on,down:EU')
  await expect(page.getByRole('main').getByRole('status').first()).toContainText('origins in')
  const [before, after] = [
    page.getByRole('region', { name: 'Published, nothing supposed' }),
    page.getByRole('region', { name: 'As asked' }),
  ]
  await expect(before.getByRole('list', { name: 'Served by' })).toContainText('EU')
  await expect(after.getByRole('list', { name: 'Served by' })).toContainText('NA 100 %')
  await expect(after.locator('[data-ready=true]')).toBeVisible()
  await page.getByRole('button', { name: 'Table' }).click()
  await expect(page.getByRole('region', { name: 'What moves' })).toContainText('NA')
  await expect(page.getByRole('row').filter({ hasText: 'Germany' })).toContainText('NA')
})

test('a draft changes the answer, and the difference is said', async ({ adminPage: page, world }) => {
  const { revision, ...config } = (await world.call('GET', '/config')).body as {
    revision: number
    zones: { code: string; countries: string[] }[]
  }
  const zones = config.zones.map((zone) => ({ ...zone, countries: zone.countries.filter((country) => country !== 'DE') }))
  const saved = await page.request.post('/api/trpc/drafts.save', {
    data: { json: { scope: 'config', baseRevision: revision, version: null, document: { ...config, zones } } },
    headers: { origin: product.webUrl },
  })
  expect(saved.status()).toBe(200)

  await page.goto(`/simulator?place=country:DE&${gateOn}`)
  await expect(answer(page).getByRole('list', { name: 'Trace' })).toContainText('zone:EU')
  await page.getByRole('combobox', { name: 'Configuration' }).click()
  await page.getByRole('option', { name: /my draft/ }).click()
  await expect(page).toHaveURL(/config=draft/)
  await expect(answer(page).getByRole('region', { name: /Against what is published/ })).toContainText('Preferred zone')

  const discarded = await page.request.post('/api/trpc/drafts.discard', {
    data: { json: { scope: 'config' } },
    headers: { origin: product.webUrl },
  })
  expect(discarded.status()).toBe(200)
})

test('a job is replayed to the byte, run now, and opened in the simulator', async ({ adminPage: page, world }) => {
  const { body } = await world.route({ client: { ip: clients.germany }, subcloud: 'acme-eu' })
  await page.goto(`/jobs?job=${body.decisionId}`)
  const again = page.getByRole('dialog').getByRole('region', { name: 'Once more' })
  await again.getByRole('button', { name: 'Replay' }).click()
  await expect(again).toContainText('equal to the byte')
  await again.getByRole('button', { name: 'Run now' }).click()
  await expect(again).toContainText('A what-if on the present fleet')
  await again.getByRole('link', { name: 'Open in simulator' }).click()
  await expect(page).toHaveURL(/\/simulator\?.*subcloud=acme-eu/)
  await expect(answer(page).getByRole('status')).toContainText('Germany')
})
