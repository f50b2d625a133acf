import { readFile } from 'node:fs/promises'
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
  await expect(page.getByRole('grid', { name: 'Preferred to served' })).toBeVisible()
})

test('the map draws nodes from the live fleet', async ({ adminPage: page, world }) => {
  await page.goto('/map')
  expect(world.nodeIds.length).toBeGreaterThan(0)
  await expect(page.locator('canvas.maplibregl-canvas')).toBeVisible()
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Live')
})

test('the map asks for spots from afar, and for the nodes in sight close up', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBeGreaterThan(0)
  const asked = () =>
    page.waitForRequest(/live\.spots/).then((request) => JSON.parse(new URL(request.url()).searchParams.get('input')!).json)
  const [far] = await Promise.all([asked(), page.goto('/map')])
  expect(far).toEqual({ grain: 'coarse' })
  const [close] = await Promise.all([asked(), page.goto('/map?lng=8.7&lat=50.1&z=7.5')])
  expect(close).toMatchObject({ grain: 'each', within: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)] })
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Live')
})

test('paused, the map still shows what it is asked to look at', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBeGreaterThan(0)
  await page.goto('/map')
  const live = page.getByRole('status', { name: 'Live data' })
  await expect(live).toContainText('Live')
  await page.keyboard.press('p')
  await expect(live).toContainText('Paused')
  const asked = page.waitForRequest(/live\.spots.*acme-eu/)
  await page.keyboard.press('l')
  await page.getByRole('option', { name: /Acme EU/ }).click()
  await asked
  await expect(live).toContainText('Paused')
})

test('what a table shows is saved as a file', async ({ adminPage: page, world }) => {
  await page.goto('/map?look=table&twin=nodes')
  for (const id of world.nodeIds) await expect(page.getByRole('row').filter({ hasText: id.slice(-4) })).toBeVisible()
  await page.getByRole('button', { name: 'Export' }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /^CSV/ }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^nodes-.*\.csv$/)
  const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n')
  expect(head).toBe('id,status,trust,zone,country,operator,freeSlots,slots,simulated')
  expect(lines.map((line) => line.split(',')[0]).sort()).toEqual([...world.nodeIds].sort())
})

test('the traffic of an earlier hour stands in the link, and a wall shows the map alone', async ({ adminPage: page, world }) => {
  await world.route({ client: { ip: clients.germany } })
  await page.goto('/map?look=table&twin=flows')
  await expect(page.getByRole('grid', { name: 'Preferred to served' })).toBeVisible()
  const slider = page.getByRole('slider', { name: 'Traffic of the last 24 hours' })
  await slider.press('Home')
  await expect(page).toHaveURL(/ago=1440/)
  await expect(page.getByText('No jobs in these 15 minutes')).toBeVisible()
  await slider.press('End')
  await expect(page).not.toHaveURL(/ago=/)

  await page.goto('/map?kiosk')
  await expect(page.getByText('Live nodes')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Screens' })).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Leave the wall view' }).click()
  await expect(page.getByRole('navigation', { name: 'Screens' }).first()).toBeVisible()
})

test('maps in tabs that nobody sees leave the connections to the tab that one looks at', async ({ adminPage: page, context, world }) => {
  expect(world.nodeIds.length).toBeGreaterThan(0)
  for (const look of ['map', 'table', 'map']) {
    const other = await context.newPage()
    await other.goto(`/map?look=${look}`)
    await expect(other.getByRole('status', { name: 'Live data' })).toContainText('Live')
    await other.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })
  }
  await page.goto('/map')
  await expect(page.getByRole('status', { name: 'Live data' })).toContainText('Live')
})

test('that no router answers is said on every screen, with the way to them', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBeGreaterThan(0)
  await page.route(/status\.read/, async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"alive":true', '"alive":false') })
  })
  await page.goto('/zones')
  const said = page.getByRole('status').filter({ hasText: 'No router has been heard of' })
  await said.getByRole('link', { name: 'See the routers' }).click()
  await expect(page.getByRole('tabpanel')).toContainText('silent')
})
