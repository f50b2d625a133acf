import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import type { World } from './world'

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
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the node page has no accessibility violation in ${colorScheme}`, async ({ adminPage: page, world }) => {
    await page.emulateMedia({ colorScheme })
    await openGerman(page, world)
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([])
  })
}
