import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { clients } from './world'

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })
const overrides = '/settings?tab=overrides'

async function openClean(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await expect(bar(page)).toBeVisible()
  const discard = bar(page).getByRole('button', { name: 'Discard' })
  if (await discard.isEnabled()) await discard.click()
  await expect(bar(page)).toContainText('As published')
}

test.describe.configure({ mode: 'serial' })
test.beforeAll(({ world }) => expect(world.nodeIds).toHaveLength(3))

test('routing settings: bounds at the field, contradictions with their reason, the diff in words', async ({ adminPage: page }) => {
  await openClean(page, '/settings?tab=routing')
  const hot = page.getByRole('textbox', { name: 'Hot above (%)' })
  await hot.fill('120')
  await expect(page.getByText('A number from 0 to 100')).toBeVisible()
  await expect(bar(page)).toContainText('As published')
  await hot.fill('65')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('leavePct has to be lower than enterPct')
  await page.getByRole('textbox', { name: 'Cool below (%)' }).fill('50')
  await page.getByRole('textbox', { name: 'Filled to (%)' }).fill('60')
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText('nothing to report')
  await expect(page.getByText('In force: 85 %.')).toBeVisible()

  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('region', { name: 'Edited fields' })).toContainText('Hot above, %85 → 65')
  await page.keyboard.press('Escape')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(hot).toHaveValue('85')
})

test('the network boundary says what it means and whom it touches before it is published', async ({ adminPage: page }) => {
  await openClean(page, '/settings?tab=routing')
  const boundary = page.getByRole('region', { name: 'Network boundary' })
  await expect(boundary).toContainText('Jobs of the network run anywhere.')
  await boundary.getByRole('combobox', { name: 'Denied' }).fill('Germany')
  await page.getByRole('option', { name: 'country:DE' }).click()
  await expect(boundary).toContainText('Jobs of the network run anywhere except in Germany.')
  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('region', { name: 'Effects' })).toContainText('Subcloud acme-eu is touched through the network boundary')
  await page.keyboard.press('Escape')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(boundary).toContainText('run anywhere.')
})

test('gate settings are of the same draft', async ({ adminPage: page }) => {
  await openClean(page, '/settings?tab=gate')
  await page.getByRole('textbox', { name: 'Canary steps (%)' }).fill('10, 0')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Numbers above 0 and at most 100')).toBeVisible()
  await page.getByRole('textbox', { name: 'Canary steps (%)' }).fill('10, 100')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Routing' }).click()
  await expect(bar(page)).toContainText('Draft saved')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('tab', { name: 'Gate' }).click()
  await expect(page.getByRole('textbox', { name: 'Canary steps (%)' })).toHaveValue('5, 25, 50, 100')
})

test('an override is weighed as it is written, published, in force, and taken back', async ({ adminPage: page, world }) => {
  await openClean(page, overrides)
  const list = page.getByRole('table', { name: 'Address overrides' })
  await expect(list.getByRole('row', { name: /^Override/ })).toHaveCount(2)
  await list.getByRole('row', { name: 'Override 198.51.100.0/24, in force' }).press('Enter')
  await expect(page).toHaveURL(/override=198.51.100.0/)
  const sheet = page.getByRole('dialog')
  const effect = sheet.getByRole('region', { name: 'What it would change' })
  await expect(effect).toContainText('2 nodes in it, of which it moves 0')
  await effect.getByRole('button', { name: 'Without it' }).click()
  await expect(effect).toContainText('2 nodes in it, of which it moves 2')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Add an override' }).click()
  await sheet.getByRole('button', { name: 'Put into the draft' }).click()
  await expect(sheet).toContainText('A prefix such as 203.0.113.0/24')
  await sheet.getByRole('textbox', { name: 'Addresses' }).fill('198.51.100.9/24')
  await expect(sheet).toContainText('198.51.100.0/24 has an override already')
  await sheet.getByRole('textbox', { name: 'Addresses' }).fill('192.0.2.0/28')
  await sheet.getByRole('combobox', { name: 'They stand in' }).fill('Japan')
  await sheet.getByRole('combobox', { name: 'They stand in' }).press('Enter')
  await expect(effect.getByRole('list', { name: 'Where its addresses are' })).toContainText(/16unknown.*Japan JP/)
  await expect(effect).toContainText('none stands in it')
  await sheet.getByRole('textbox', { name: 'Note' }).fill('the lab')
  await sheet.getByRole('button', { name: 'Put into the draft' }).click()
  await expect(list.getByRole('row', { name: 'Override 192.0.2.0/28, new' })).toContainText('the lab')

  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('region', { name: 'Edited fields' })).toContainText('Address override 192.0.2.0/28')
  await review.getByRole('textbox', { name: 'Comment' }).fill('Where the lab is')
  await review.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(list.getByRole('row', { name: 'Override 192.0.2.0/28, in force' })).toBeVisible()
  await expect
    .poll(async () => (await world.route({ client: { ip: '192.0.2.5' } })).body.origin)
    .toMatchObject({ country: 'JP', source: 'override' })
  expect((await world.route({ client: { ip: clients.germany } })).body.origin).toMatchObject({ country: 'DE' })

  await page.getByRole('searchbox', { name: 'Search overrides' }).fill('lab')
  await expect(list.getByRole('row', { name: /^Override/ })).toHaveCount(1)
  await list.getByRole('row', { name: /^Override 192/ }).click()
  await sheet.getByRole('button', { name: 'Remove from the draft' }).click()
  await expect(list.getByRole('row', { name: 'Override 192.0.2.0/28, to be removed' })).toBeVisible()
  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  await review.getByRole('textbox', { name: 'Comment' }).fill('The lab is gone')
  await review.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(bar(page)).toContainText('As published')
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`what a node would become is accessible, ${colorScheme}`, async ({ adminPage: page }) => {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${overrides}&override=${encodeURIComponent('198.51.100.0/24')}`)
    await expect(page.getByRole('region', { name: 'Nodes in it' })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([])
  })
