import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { product } from './product'

const settings = '/settings?tab=configuration'
const routing = '/settings?tab=routing'
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })
const saved = (page: Page) => expect(bar(page)).toContainText('Draft saved')

type Config = Record<string, unknown> & { zones: { code: string; name: string }[] }
const authorization = `Bearer ${product.apiKey}`

async function readByApi(page: Page): Promise<Config & { revision: number }> {
  return (await page.request.get('/api/v1/config', { headers: { authorization } })).json()
}

const renamed = (config: Config, name: string): Config => ({
  ...config,
  zones: config.zones.map((zone) => (zone.code === 'EU' ? { ...zone, name } : zone)),
})

const importFile = (page: Page, name: string, document: unknown) =>
  page.getByLabel('Configuration file').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) })

/** Another admin's hand, through the API. */
async function publishByApi(page: Page, change: (config: Config) => Config, comment: string): Promise<number> {
  const { revision, ...config } = await readByApi(page)
  const data = { config: change(config as unknown as Config), baseRevision: revision, comment }
  const answer = await page.request.post('/api/v1/config/publish', { headers: { authorization }, data })
  expect(answer.status()).toBe(201)
  return (await answer.json()).revision
}

async function openConfiguration(page: Page): Promise<void> {
  await page.goto(settings)
  await expect(bar(page)).toBeVisible()
  const discard = bar(page).getByRole('button', { name: 'Discard' })
  if (await discard.isEnabled()) await discard.click()
  await expect(bar(page)).toContainText('As published')
}

test('a draft is saved by itself, reviewed, published with a comment, audited and taken back', async ({ adminPage: page }) => {
  await openConfiguration(page)
  const models = page.getByRole('textbox', { name: 'Models' })
  const before = await models.inputValue()
  await page.context().clearCookies()
  await models.fill(`${before}\nbrand-new-model`)
  const again = page.getByRole('dialog', { name: 'Your session has ended' })
  await again.getByLabel('Password').fill('not the password')
  await page.keyboard.press('Enter')
  await expect(again).toContainText('E-mail or password is wrong.')
  await again.getByLabel('Password').fill(product.adminPassword)
  await page.keyboard.press('Enter')
  await expect(again).toBeHidden()
  await expect(models).toHaveValue(/brand-new-model/)
  await saved(page)

  await page.reload()
  await expect(models).toHaveValue(/brand-new-model/)
  await saved(page)
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText(/Checked|warning/)

  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('region', { name: 'Edited fields' })).toContainText('+ brand-new-model')
  await review.getByRole('button', { name: 'Simulate' }).click()
  await expect(review.getByRole('region', { name: 'Impact on recent jobs' })).toContainText(/newly refused|No job has been logged/)
  await expect(review.getByRole('button', { name: 'Publish', exact: true })).toBeDisabled()
  await review.getByRole('textbox', { name: 'Comment' }).fill('a model for the test')
  await review.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(review).toBeHidden()
  await expect(bar(page)).toContainText('As published')

  await page.goto('/audit?entity=config')
  await expect(page.getByText('chain verified')).toBeVisible()
  await page
    .getByRole('row', { name: /Published the configuration/ })
    .first()
    .click()
  const entry = page.getByRole('dialog')
  await expect(entry).toContainText('a model for the test')
  await expect(entry.getByRole('region', { name: 'Edited fields' })).toContainText('+ brand-new-model')
  await entry
    .getByRole('button', { name: /^Restore revision/ })
    .first()
    .click()
  await expect(entry).toBeHidden()
  await expect(page.getByRole('row', { name: /Restored an earlier configuration/ }).first()).toBeVisible()

  await page.goto(settings)
  await expect(page.getByRole('textbox', { name: 'Models' })).toHaveValue(before)
})

test('undo and redo by keyboard, and discarding leaves nothing', async ({ adminPage: page }) => {
  await page.goto(routing)
  const nearest = page.getByRole('checkbox', { name: 'Nearest-zone rule' })
  await expect(nearest).toBeChecked()
  await nearest.click()
  await saved(page)
  await page.getByRole('heading', { name: 'Settings' }).click()
  await page.keyboard.press('Control+z')
  await expect(nearest).toBeChecked()
  await page.keyboard.press('Control+Shift+z')
  await expect(nearest).not.toBeChecked()
  await saved(page)
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(bar(page)).toContainText('As published')
  await page.reload()
  await expect(nearest).toBeChecked()
})

test('who comes second sees both sides, and puts theirs on top where they fit', async ({ adminPage: page }) => {
  await page.goto(routing)
  await page.getByRole('checkbox', { name: 'Panic' }).click()
  await saved(page)
  const revision = await publishByApi(page, (config) => ({ ...config, models: [...(config.models as string[]), 'theirs'] }), 'their model')
  const conflict = page.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText(`Revision ${revision} was published since you began`)
  // Held down, the key presses nothing of what it finds when the button has done its work and is gone.
  await conflict.getByRole('button', { name: /Put mine on top/ }).focus()
  await page.keyboard.down('Enter')
  await expect(conflict).toBeHidden()
  await page.keyboard.down('Enter')
  await page.keyboard.up('Enter')
  await expect(page.getByRole('checkbox', { name: 'Panic' })).toBeChecked()
  await page.getByRole('tab', { name: 'Configuration' }).click()
  await expect(page.getByRole('textbox', { name: 'Models' })).toHaveValue(/theirs/)
  // The tab that is left has a bar like this one's, for a moment still.
  await expect(page.getByRole('tabpanel', { name: 'Routing' })).toBeHidden()
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(bar(page)).toContainText('As published')

  const { revision: _, ...current } = await readByApi(page)
  await importFile(page, 'mine.json', renamed(current, 'Mine'))
  await saved(page)
  await publishByApi(page, (config) => renamed(config, 'Theirs'), 'their name')
  await expect(conflict).toContainText('changed the same thing')
  await expect(conflict.getByRole('row', { name: /zones\[EU\]\.name/ })).toContainText('Mine')
  await expect(conflict.getByRole('row', { name: /zones\[EU\]\.name/ })).toContainText('Theirs')
  await conflict.getByRole('button', { name: 'Take theirs where both changed' }).click()
  await expect(bar(page)).toContainText('As published')
  await publishByApi(page, () => current, 'as it was')
})

test('a file becomes a draft with findings, never more', async ({ adminPage: page }) => {
  await openConfiguration(page)
  await importFile(page, 'broken.json', { zones: 'none' })
  await expect(page.getByRole('alert').filter({ hasText: 'The file was not imported' })).toContainText('zones')
  await expect(bar(page)).toContainText('As published')

  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /Download revision/ }).click()])
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  const config: Config = JSON.parse(Buffer.concat(chunks).toString())
  const parents: Record<string, string> = { EU: 'NA', NA: 'EU' }
  await importFile(page, 'cycle.json', { ...config, zones: config.zones.map((zone) => ({ ...zone, parent: parents[zone.code] ?? null })) })
  const findings = page.getByRole('region', { name: 'Findings' }).first()
  await expect(findings).toContainText('is a circle')
  await expect(findings).toContainText('zone EU › parent')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
  await expect(bar(page)).toContainText('As published')
})

test('an audit trail that can no longer be read says how old it is', async ({ adminPage: page, world }) => {
  expect(world.nodeIds.length).toBeGreaterThan(0)
  await page.goto('/audit')
  await expect(page.getByRole('grid', { name: 'Audit trail' })).toBeVisible()
  await page.route(/audit\.list/, (route) => route.fulfill({ status: 408 }))
  await expect(page.getByText('Not refreshed: showing what was known')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('grid', { name: 'Audit trail' })).toBeVisible()
})
