import type { Page } from '@playwright/test'
import { expectAccessible } from './accessibility'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'
import { clients, type World } from './world'

const shapes = (page: Page) => page.getByRole('table', { name: 'Shapes' }).getByRole('row')
const draft = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })

async function mapReady(page: Page) {
  const map = page.locator('[data-ready="true"]')
  await expect(map).toBeVisible({ timeout: 45_000 })
  const box = (await map.boundingBox())!
  return { at: (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y] }
}

async function discard(page: Page) {
  await draft(page).getByRole('button', { name: 'Discard' }).click()
  await expect(draft(page).getByRole('status')).toContainText('As published')
}

async function publish(page: Page, comment: string) {
  await draft(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await review.getByLabel('Comment').fill(comment)
  await review.getByRole('button', { name: 'Publish' }).click()
  await expect(review).toBeHidden()
}

const revisionOf = async (world: World) => (await world.call('GET', '/config')).body.revision as number
const zoneOfNode = async (world: World, index: number) => {
  const { body } = await world.call('GET', `/nodes/${world.nodeIds[index]}`)
  return body.zone as string | null
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

test('a zone made by keyboard alone relabels a node when it is published, and no more when it is reverted', async ({
  adminPage: page,
  world,
}) => {
  const revision = await revisionOf(world)
  await expect.poll(() => zoneOfNode(world, 2)).toBe('NA')

  await page.goto('/zones/edit')
  await page.getByRole('button', { name: 'Add a zone' }).press('Enter')
  await expect(page.getByRole('heading', { name: /NEW-1/ })).toBeVisible()
  // Nothing in it yet: said at once, beside it.
  await expect(page.getByText('has no countries, subdivisions or polygons')).toBeVisible()

  await page.getByRole('tab', { name: 'Life' }).press('Enter')
  await page.getByRole('textbox', { name: 'Code' }).fill('US-E')
  await page.getByRole('textbox', { name: 'Code' }).press('Enter')
  await expect(page.getByRole('heading', { name: /US-E/ })).toBeVisible()

  await page.getByRole('tab', { name: /Places/ }).press('Enter')
  const add = page.getByLabel('Add countries and subdivisions')
  await add.fill('US, UK')
  await add.press('Enter')
  await expect(page.getByRole('button', { name: 'Take out United States' })).toBeVisible()
  await expect(page.getByText('UK is no code: did you mean GB?')).toBeVisible()

  // Under NA it is deeper, and so labels what both have.
  await page.getByRole('combobox', { name: 'Parent' }).press('Enter')
  await page.getByRole('option', { name: /^NA/ }).press('Enter')
  await page.getByRole('tab', { name: 'Effect' }).press('Enter')
  await expect(page.getByRole('region', { name: 'Predicted coverage' })).toContainText('1 join')
  await expect(page.getByRole('region', { name: 'Countries that move' })).toContainText('United States')

  await publish(page, 'A zone for the American East')
  expect(await revisionOf(world)).toBe(revision + 1)
  await expect.poll(() => zoneOfNode(world, 2)).toBe('US-E')
  const routed = await world.route({ client: { ip: clients.unitedStates } })
  expect(routed.body.preferredZone).toBe('US-E')

  await page.goto('/settings?tab=configuration')
  await page
    .getByRole('listitem', { name: `Revision ${revision}`, exact: true })
    .getByRole('button', { name: 'Restore' })
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /restore/i })
    .dblclick()
  await expect.poll(() => zoneOfNode(world, 2)).toBe('NA')
  // Pressed twice, restored once.
  expect(await revisionOf(world)).toBe(revision + 2)
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

test('z14 a split in the browser keeps the parent, and undo takes it back', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=EU&section=life')
  await page.getByRole('button', { name: 'Split…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Split EU' })
  await dialog.getByLabel('Cut along').fill('15,70; 15,30')
  await dialog.getByRole('button', { name: 'Cut EU-1' }).click()
  await expect(dialog.getByRole('radio', { name: 'Poland to EU-1' })).toBeChecked()
  await expect(dialog.getByRole('radio', { name: 'France to EU-2' })).toBeChecked()
  // The western part again, along another line; and one country by hand.
  await dialog.getByRole('combobox', { name: 'Part to cut' }).click()
  await page.getByRole('option', { name: 'EU-2' }).click()
  await dialog.getByLabel('Cut along').fill('-30,48; 30,48')
  await dialog.getByRole('button', { name: 'Cut EU-2' }).click()
  await expect(dialog.getByRole('radio', { name: 'Spain to EU-3' })).toBeChecked()
  await dialog.getByRole('radio', { name: 'Italy to EU-1' }).check()
  await dialog.getByRole('button', { name: 'Split into 3' }).click()
  const list = page.getByRole('grid', { name: 'Zones of the draft' })
  for (const part of [/Zone EU-1/, /Zone EU-2/, /Zone EU-3/, /Zone EU, /]) await expect(list.getByRole('row', { name: part })).toBeVisible()
  await expect(page.getByText('Log rows of EU resolve to it.')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(list.getByRole('row', { name: /Zone EU-1/ })).toBeHidden()
  await expect(draft(page).getByRole('status')).toContainText('As published')
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

test('a subdivision is found by its name, and a code that is none refused', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=SA')
  const add = page.getByLabel('Add countries and subdivisions')
  await add.fill('bayer')
  await expect(page.getByRole('option', { name: /Bayern/ })).toHaveAttribute('aria-selected', 'true')
  await add.press('Enter')
  await expect(page.getByRole('button', { name: 'Take out Bayern' })).toBeVisible()
  await add.fill('FR-XX')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('FR-XX is no subdivision of France')).toBeVisible()
  await discard(page)
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

test('a jurisdiction is reviewed and its members changed, with who depends on it', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/jurisdictions?code=EU27')
  await expect(page.getByText('not legal advice')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Used by' })).toContainText('Subcloud acme-eu')
  await page.getByLabel('Add countries and subdivisions').fill('Iceland')
  await page.getByLabel('Add countries and subdivisions').press('Enter')
  // What is taken out leaves the focus to its neighbour.
  await page.getByRole('button', { name: 'Take out Iceland' }).press('ArrowLeft')
  await page.getByRole('button', { name: 'Take out Hungary' }).press('Delete')
  await expect(page.getByRole('button', { name: 'Take out Iceland' })).toBeFocused()
  await page.getByRole('button', { name: 'Reviewed today' }).click()
  await draft(page).getByRole('button', { name: 'Review and publish' }).click()
  await expect(page.getByRole('dialog', { name: 'Review and publish' })).toContainText('EU27')
  await page.getByRole('button', { name: 'Back to editing' }).click()
  await discard(page)
})

test('unserved demand says where jobs come from without a zone', async ({ adminPage: page, world }) => {
  await world.route({ client: { country: 'KE', point: { lng: 36.8, lat: -1.3 } } })
  await page.goto('/zones/demand')
  // One tenant: its cell is not shown, its country is.
  await expect(page.getByRole('region', { name: 'Known by country only' })).toContainText('Kenya', { timeout: 30_000 })
  await expect(page.getByRole('list', { name: 'Clusters' })).toBeHidden()
})

test('viewers see zones and jurisdictions, and nothing to edit them with', async ({ page, world }) => {
  const viewer = { email: 'zones-viewer@example.com', password: 'a viewer of zones 1' }
  await signInByApi(page, product.adminEmail, product.adminPassword)
  const made = await page.request.post('/api/trpc/members.create', {
    data: { json: { email: viewer.email, password: viewer.password, name: 'Viewer', role: 'viewer' } },
  })
  expect(made.status()).toBe(200)
  await page.context().clearCookies()
  await signInByApi(page, viewer.email, viewer.password)
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones')
  await expect(page.getByRole('row', { name: /Zone EU/ })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Edit zones' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Unserved demand' })).toHaveCount(0)
  await page.goto('/zones/jurisdictions?code=EU27')
  await expect(page.getByRole('region', { name: 'European Union' })).toContainText('Germany')
  await expect(page.getByRole('button', { name: /Take out/ })).toHaveCount(0)
  await page.goto('/zones/edit?zone=EU')
  await expect(page.getByText('Zones are edited by admins')).toBeVisible()
})

const screens = [
  '/zones',
  '/zones/jurisdictions',
  '/zones/jurisdictions?code=EU27',
  '/zones/demand',
  ...['places', 'shapes', 'fallback', 'life', 'effect'].map((section) => `/zones/edit?zone=EU&section=${section}`),
]
for (const screen of screens)
  test(`${screen} has no accessibility violation`, async ({ adminPage: page, world }) => {
    expect(world.nodeIds).toHaveLength(3)
    await page.goto(screen)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('status', { name: /loading/i })).toHaveCount(0)
    await expectAccessible(page)
  })
