import { expect, test } from './fixtures'
import { clients } from './world'

test('the map is home: its strip, its live nodes and the routed job', async ({ adminPage: page, world }) => {
  await world.route({ client: { ip: clients.germany } })
  await page.goto('/')
  await expect(page).toHaveURL(/\/map/)
  await expect(page.getByText('Live nodes')).toBeVisible()
  await expect(page.getByText('Decisions', { exact: true })).toBeVisible()
  await expect(page.locator('canvas.maplibregl-canvas')).toBeVisible()

  await page
    .getByRole('radio', { name: 'Table' })
    .or(page.getByRole('tab', { name: 'Table' }))
    .or(page.getByRole('button', { name: 'Table' }))
    .first()
    .click()
  await page.getByRole('tab', { name: /^Nodes/ }).click()
  for (const id of world.nodeIds) await expect(page.getByRole('row').filter({ hasText: id.slice(-4) })).toBeVisible()
  await page.getByRole('tab', { name: /^Preferred/ }).click()
  await expect(
    page.getByRole('table', { name: 'Preferred to served' }).or(page.getByRole('grid', { name: 'Preferred to served' })),
  ).toBeVisible()
})

test('the map draws nodes from the live fleet', async ({ adminPage: page, world }) => {
  await page.goto('/map')
  expect(world.nodeIds.length).toBeGreaterThan(0)
  await expect(page.locator('canvas.maplibregl-canvas')).toBeVisible()
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Live')
})
