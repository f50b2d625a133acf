import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { discard, draft } from './zone-draft'

const shapes = (page: Page) => page.getByRole('table', { name: 'Shapes' }).getByRole('row')

async function mapReady(page: Page) {
  const map = page.locator('[data-ready="true"]')
  await expect(map).toBeVisible({ timeout: 45_000 })
  const box = (await map.boundingBox())!
  return { at: (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y] }
}

test('a zone drawn by mouse: its shape in the table, undone, drawn again, its vertices moved', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=SA&section=shapes&lng=-20&lat=0&z=1')
  const map = await mapReady(page)
  await page.getByRole('button', { name: 'Draw polygon' }).click()
  for (const [x, y] of [
    [0.35, 0.4],
    [0.65, 0.4],
    [0.65, 0.6],
    [0.35, 0.6],
  ] as const) {
    await page.mouse.move(...map.at(x, y), { steps: 3 })
    await page.mouse.click(...map.at(x, y))
  }
  await page.keyboard.press('Enter')
  await expect(shapes(page)).toHaveCount(2)
  await expect(shapes(page).nth(1)).toContainText('km²')

  await page.keyboard.press('Control+z')
  await expect(page.getByText('Nothing is drawn')).toBeVisible()
  await page.keyboard.press('Control+y')
  await expect(shapes(page)).toHaveCount(2)

  const before = await shapes(page).nth(1).textContent()
  await page.getByRole('button', { name: 'Move shapes and their vertices' }).click()
  await page.mouse.click(...map.at(0.5, 0.5))
  await page.mouse.move(...map.at(0.65, 0.6))
  await page.mouse.down()
  await page.mouse.move(...map.at(0.75, 0.7), { steps: 8 })
  await page.mouse.up()
  await expect(shapes(page).nth(1)).not.toHaveText(before!)
  await discard(page)
})

test('a click on the map puts a country into the zone and takes it out', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=ME&tool=countries&lng=2&lat=46.5&z=4')
  const map = await mapReady(page)
  await page.mouse.click(...map.at(0.5, 0.5))
  const france = page.getByRole('button', { name: 'Take out France' })
  await expect(france).toBeVisible()
  await expect(page.getByText('FR is also in EU')).toBeVisible()
  await page.mouse.click(...map.at(0.5, 0.5))
  await expect(france).toBeHidden()
  await expect(draft(page).getByRole('status')).toContainText('As published')
})

test('an anchor is set by a click, moved by dragging it, and the neighbours put in order by keyboard', async ({
  adminPage: page,
  world,
}) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=SEA&section=fallback&tool=anchor&lng=80&lat=20&z=3')
  const map = await mapReady(page)
  const anchors = page.getByRole('region', { name: 'Anchors' }).getByRole('listitem')
  await expect(anchors).toHaveCount(4)
  await page.mouse.click(...map.at(0.5, 0.5))
  await expect(anchors).toHaveCount(5)
  const latitude = page.getByLabel('Latitude of anchor 5')
  await expect(latitude).toHaveValue(/^(19|20)/)
  // Once it is drawn, the pointer over it says that it can be taken hold of.
  const [x, y] = map.at(0.5, 0.5)
  await expect(async () => {
    await page.mouse.move(x + 1, y)
    await page.mouse.move(x, y)
    await expect(page.locator('canvas')).toHaveCSS('cursor', 'grab', { timeout: 500 })
  }).toPass()
  await page.mouse.down()
  await page.mouse.move(...map.at(0.5, 0.6), { steps: 5 })
  await page.mouse.up()
  await expect(latitude).not.toHaveValue(/^(19|20)/)
  await expect(anchors).toHaveCount(5)

  const neighbours = page.getByRole('region', { name: 'Neighbours' }).getByRole('listitem')
  const second = (await neighbours.nth(1).textContent())!.replace(/^2([A-Z-]+).*/, '$1')
  await page.getByRole('button', { name: `Move ${second} up` }).press('Enter')
  await expect(neighbours.first()).toContainText(second)
  await discard(page)
})

test('shapes by coordinates: a rectangle across ±180° is shown cut first, a crooked one is said to be, arrow keys move a vertex', async ({
  adminPage: page,
  world,
}) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=SEA&section=shapes')
  await page.getByText('Add by coordinates').click()
  const bounds = page.getByRole('form', { name: 'Rectangle from bounds' })
  for (const [side, value] of [
    ['South', '-20'],
    ['West', '170'],
    ['North', '-10'],
    ['East', '-170'],
  ] as const)
    await bounds.getByLabel(side, { exact: true }).fill(value)
  await bounds.getByRole('button', { name: 'Add rectangle' }).press('Enter')
  const preview = page.getByRole('dialog', { name: 'This shape crosses ±180°' })
  await expect(preview).toContainText('2 polygons')
  await preview.getByRole('button', { name: 'Keep it cut' }).click()
  await expect(shapes(page)).toHaveCount(3)

  const round = page.getByRole('form', { name: 'Circle from centre and radius' })
  await round.getByLabel('Latitude').fill('85')
  await round.getByRole('button', { name: 'Add circle' }).press('Enter')
  await expect(page.getByText('would go round a pole')).toHaveCount(0)
  await round.getByLabel('Radius, km').fill('1000')
  await round.getByRole('button', { name: 'Add circle' }).press('Enter')
  await expect(page.getByText('would go round a pole')).toBeVisible()

  await page.getByRole('button', { name: 'Vertices of shape 1', exact: true }).press('Enter')
  const vertex = page.getByRole('button', { name: /^Move vertex 1,/ })
  const before = await vertex.getAttribute('aria-label')
  await vertex.press('Shift+ArrowUp')
  await expect(vertex).not.toHaveAttribute('aria-label', before!)

  await page.getByRole('button', { name: 'Import' }).click()
  const dialog = page.getByRole('dialog', { name: 'Import GeoJSON' })
  await dialog.getByLabel('Or paste it').fill('{"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,4],[0,0]]]}')
  await dialog.getByRole('button', { name: 'Add polygons' }).click()
  await expect(dialog.getByRole('alert')).toContainText('crosses itself')
  await dialog.getByLabel('Or paste it').fill('{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}')
  await dialog.getByRole('button', { name: 'Add polygons' }).click()
  await expect(dialog).toBeHidden()
  await discard(page)
})

test('a zone chosen in the list is brought to the middle of the map', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?lng=0&lat=0&z=2')
  await mapReady(page)
  await page.getByRole('row', { name: /Zone SEA/ }).click()
  await expect.poll(() => Number(new URL(page.url()).searchParams.get('lng'))).toBeGreaterThan(95)
  // The map may still write where it is while one is on the way elsewhere: it calls nobody back, and Back finds it.
  await page.getByRole('link', { name: 'Subclouds' }).evaluate((link: HTMLElement) => {
    link.click()
    history.replaceState(null, '', '?zone=SEA&lng=100&lat=3&z=4')
  })
  await expect(page).toHaveURL('/subclouds')
  await page.goBack()
  await expect(page).toHaveURL('/zones/edit?zone=SEA&lng=100&lat=3&z=4')
  await expect(page.getByRole('heading', { name: /SEA/ })).toBeVisible()
})

test('what a zone shares with another is drawn where it is listed', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=SA&section=effect')
  const map = page.locator('[data-overlaps]')
  await expect(map).toHaveAttribute('data-overlaps', '0')
  await page.getByRole('tab', { name: /Places/ }).click()
  const add = page.getByLabel('Add countries and subdivisions')
  await add.fill('MX')
  await add.press('Enter')
  await expect(map).toHaveAttribute('data-overlaps', '1')
  await page.getByRole('tab', { name: 'Effect' }).click()
  await expect(page.getByRole('region', { name: 'Overlaps' }).getByRole('listitem')).toHaveText(/^NA: .*MX/)
  await expect(page.getByRole('list', { name: 'Legend' })).toContainText('overlaps another zone')
  await discard(page)
})
