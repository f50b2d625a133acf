import type { Page } from '@playwright/test'
import { expectAccessible } from './accessibility'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'
import { clients, type World } from './world'
import { discard, draft } from './zone-draft'

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
