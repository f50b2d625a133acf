import type { Page } from '@playwright/test'
import { expectAccessible } from './accessibility'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'
import { clients, type World } from './world'

const picture = (page: Page) => page.getByRole('region', { name: 'Where they are' }).getByRole('img')
const evidence = (page: Page) => page.getByRole('region', { name: 'Evidence', exact: true })

async function openGerman(page: Page, world: World): Promise<void> {
  await page.goto(`/nodes/${world.nodeIds[0]}`)
  await expect(evidence(page).locator('[data-ready=true]')).toBeVisible()
}

test('the mini-map shows where the listed nodes are, follows the filters and sets one', async ({ adminPage: page, world }) => {
  await page.goto('/nodes')
  await expect(page.getByRole('row', { name: /^Node 0x/ })).toHaveCount(world.nodeIds.length)
  await expect(picture(page)).toHaveAccessibleName('Map of 3 nodes, most in Germany (2), United States (1)')

  await page
    .getByRole('navigation', { name: 'Facets' })
    .getByRole('button', { name: /^Germany/ })
    .click()
  await expect(page).toHaveURL(/country=DE/)
  await expect(picture(page)).toHaveAccessibleName('Map of 2 nodes, most in Germany (2)')
  await page.goBack()
  await expect(picture(page)).toHaveAccessibleName(/^Map of 3 nodes/)

  await picture(page).locator('circle[data-iso=US]').click()
  await expect(page).toHaveURL(/country=US/)
  await expect(page.getByRole('row', { name: /^Node 0x/ })).toHaveCount(1)

  // A narrow screen keeps the facets behind a button that counts what is on.
  await page.setViewportSize({ width: 375, height: 740 })
  await page.getByRole('button', { name: 'Filters · 1' }).click()
  const sheet = page.getByRole('dialog', { name: 'Filter nodes' })
  await sheet.getByRole('button', { name: /^United States/, pressed: true }).click()
  await sheet.getByRole('button', { name: `Show ${world.nodeIds.length} nodes` }).click()
  await expect(sheet).toBeHidden()
  await expect(page.getByRole('row', { name: /^Node 0x/ })).toHaveCount(world.nodeIds.length)
})

test('a node’s evidence stands on a map and in a table, with one selection that the link keeps', async ({ adminPage: page, world }) => {
  await openGerman(page, world)
  const legend = evidence(page).getByRole('list', { name: 'Legend' })
  await expect(legend).toContainText('Claimed area, consistent')
  await expect(legend).toContainText('Country of the address')
  await expect(legend).toContainText('round-trip times are not measured yet')
  const rows = evidence(page).getByRole('table')
  await expect(rows.getByRole('row', { name: /Declared tag country:DE/ })).toBeVisible()
  await expect(rows.getByRole('row', { name: /Override Germany DE yes/ })).toBeVisible()
  await expect(rows.getByRole('button', { name: 'GPS' })).toBeDisabled()

  await rows.getByRole('button', { name: 'Override' }).press('Enter')
  await expect(page).toHaveURL(/source=override/)
  await page.reload()
  await expect(rows.getByRole('button', { name: 'Override' })).toHaveAttribute('aria-pressed', 'true')
  // The middle of the map is the middle of Germany: a click there means the area that the tag claims.
  await evidence(page).locator('[data-ready=true]').click()
  await expect(page).toHaveURL(/source=tag/)
  await expect(rows.getByRole('button', { name: 'Declared tag' })).toHaveAttribute('aria-pressed', 'true')
})

test('without WebGL the table stays, and says why it stands alone', async ({ adminPage: page, world }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null
  })
  await page.goto(`/nodes/${world.nodeIds[0]}`)
  await expect(evidence(page).getByRole('status')).toContainText('no WebGL')
  await expect(evidence(page).getByRole('row', { name: /Override Germany/ })).toBeVisible()
  await evidence(page).getByRole('link', { name: 'Override where it stands' }).click()
  await expect(page.getByRole('dialog', { name: 'Override 198.51.100.0/24' })).toBeVisible()
})

test('a node’s page says what was done to it, and where it was looked at and by whom it was beaten', async ({ adminPage: page, world }) => {
  for (let i = 0; i < 8; i++) expect((await world.route({ client: { ip: clients.germany }, subcloud: 'acme-eu' })).status).toBe(200)
  const logged = async () =>
    ((await world.call('GET', '/decisions?subcloud=acme-eu&limit=8')).body as { items?: unknown[] }).items?.length ?? 0
  await expect.poll(logged).toBe(8)
  await page.goto(`/nodes/${world.nodeIds[0]}`)
  const candidate = page.getByRole('region', { name: 'Candidate for', exact: true })
  await expect(candidate).toContainText(/the pick looked at it in [1-9]/)
  const job = candidate.getByRole('row', { name: /chosen|Scored/ }).first()
  await job.getByRole('link').first().click()
  await expect(page.getByRole('dialog').getByRole('region', { name: 'How it came about' })).toBeVisible()

  await page.goto(`/nodes/${world.nodeIds[0]}`)
  await page.getByRole('button', { name: 'Drain' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('new fans')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Drain/ })
    .click()
  const history = page.getByRole('region', { name: 'History' })
  await expect(history).toContainText('Drained a node')
  await expect(history).toContainText('new fans')
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(history).toContainText('Resumed a node')
})

test('the list is saved as a file under its filters', async ({ adminPage: page, world }) => {
  await page.goto('/nodes?country=DE')
  const rows = page.getByRole('row', { name: /^Node 0x/ })
  await expect(rows).toHaveCount(2)
  // All rows are one stop for Tab: keys move among them, and within one.
  await page.keyboard.press('j')
  await page.keyboard.press('ArrowDown')
  await expect(rows.last()).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(rows.last().getByRole('button')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('grid', { name: 'Nodes' }).locator(':focus')).toHaveCount(0)
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /GeoJSON/ }).click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const { features } = JSON.parse(Buffer.concat(chunks).toString())
  expect(features.map(({ id }: { id: string }) => id).sort()).toEqual([...world.nodeIds.slice(0, 2)].sort())
})

test('the node page has no accessibility violation', async ({ adminPage: page, world }) => {
  await openGerman(page, world)
  await expectAccessible(page)
})

test('a viewer, to whom no job names its node, is not led to the jobs of one', async ({ adminPage: page, world }) => {
  await page.goto(`/nodes/${world.nodeIds[0]}`)
  await expect(page.getByRole('link', { name: 'Jobs that it served' })).toBeVisible()
  const member = { email: 'looks@example.com', name: 'Looks', role: 'viewer', password: 'looks at nodes' }
  await page.request.post('/api/trpc/members.create', { data: { json: member }, headers: { origin: product.webUrl } })
  await page.context().clearCookies()
  await signInByApi(page, member.email, member.password)
  await page.goto(`/nodes/${world.nodeIds[0]}`)
  await expect(page.getByText('only admins see it')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Jobs that it served' })).toHaveCount(0)
})
