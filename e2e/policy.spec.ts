import type { Page } from '@playwright/test'
import { privateKeyToAccount } from 'viem/accounts'
import { signAgentMessage } from '@/server/platform/signatures/message'
import { expectAccessible } from './accessibility'
import { expect, signInByApi, test } from './fixtures'
import { product } from './product'
import { clients, type World } from './world'

const owner = { email: 'owner@example.com', name: 'owner', password: 'owner of one Subcloud' }
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })
const meaning = (page: Page) => page.getByRole('region', { name: 'What the policy means' })
const rail = (page: Page) => page.getByRole('region', { name: 'If published now' })
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name })

async function choose(page: Page, field: string, text: string, token: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).fill(text)
  await page.getByRole('option', { name: token }).click()
}

async function publish(page: Page, comment: string): Promise<void> {
  await bar(page).getByRole('button', { name: 'Review and publish' }).click()
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await review.getByRole('textbox', { name: 'Comment' }).fill(comment)
  await review.getByRole('button', { name: 'Publish', exact: true }).click()
}

/** An owner of one Subcloud, `mine`, in an installation where `acme-eu` is the admin's. */
async function makeOwner(page: Page, world: World): Promise<void> {
  await signInByApi(page, product.adminEmail, product.adminPassword)
  const made = await page.request.post('/api/trpc/members.create', {
    data: { json: { ...owner, role: 'owner' } },
    headers: { origin: product.webUrl },
  })
  expect([200, 409]).toContain(made.status())
  expect((await world.call('POST', '/subclouds', { slug: 'mine', name: 'Mine', owner: owner.email })).status).toBe(201)
  await page.context().clearCookies()
  await signInByApi(page, owner.email, owner.password)
}

/** Asks to join by signature, as the operator of the first node does from where it stands. */
async function joinBySignature(page: Page, joins: string[]): Promise<string> {
  const account = privateKeyToAccount(`0x${'1'.padStart(64, '0')}`)
  const data = await signAgentMessage(account, { purpose: 'heartbeat', audience: product.networkId, payload: { joins } })
  const answer = await page.request.post('/api/v1/nodes/heartbeat', { data, headers: { 'x-forwarded-for': '198.51.100.1' } })
  expect(answer.status()).toBe(200)
  return account.address.toLowerCase()
}

test.describe.configure({ mode: 'serial' })

test('an owner writes an EU27 policy: the trap with its way out, and a test that fails keeps it from being published', async ({
  page,
  world,
}) => {
  await makeOwner(page, world)
  await page.goto('/subclouds/mine')
  await expect(meaning(page)).toHaveText('Jobs run anywhere, on any node; if none is free, try everywhere else and then refuse.')
  await expect(rail(page)).toContainText('3 of 3 live nodes eligible')

  await choose(page, 'Allowed', 'EU', 'zone:EU')
  await expect(meaning(page)).toContainText('only in zone EU')
  const traps = page.getByRole('region', { name: 'Worth a second look' })
  await expect(traps).toContainText('zone:EU contains CH, GB')
  await traps.getByRole('button', { name: 'Use jurisdiction:EU27' }).click()
  await expect(meaning(page)).toHaveText('Jobs run only in EU27, on consistent nodes or better; if none is free, refuse.')
  await expect(traps).toBeHidden()
  await expect(rail(page)).toContainText('2 of 3 live nodes eligible')
  await expect(rail(page)).toContainText('1 is outside')
  await expect(page.getByRole('list', { name: 'Who loses' })).toContainText('in NA is outside')

  await tab(page, /^Tests/).click()
  await page.getByRole('button', { name: 'Add a test' }).click()
  await page.getByRole('textbox', { name: 'Name of test 1' }).fill('Americans are served in Europe')
  await page.getByRole('textbox', { name: 'Origin of test 1' }).fill('country:US')
  await page.getByRole('combobox', { name: 'Expected result of test 1' }).fill('NA')
  const errors = page.getByRole('region', { name: 'Keeps it from being published' })
  await expect(errors).toContainText('“Americans are served in Europe” expects NA, and would get EU.')
  await publish(page, 'too early')
  const review = page.getByRole('dialog', { name: 'Review and publish' })
  await expect(review.getByRole('alert')).toContainText('expects NA')
  await review.getByRole('button', { name: 'Back to editing' }).click()
  await expect(review).toBeHidden()
})

test('mended and published; a job that only a US node could take is refused with the reason', async ({ page, world }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds/mine?tab=tests')
  const errors = page.getByRole('region', { name: 'Keeps it from being published' })
  await expect(errors).toBeVisible()
  await page.getByRole('combobox', { name: 'Expected result of test 1' }).fill('EU')
  await expect(page.getByRole('row', { name: /Remove test 1/ })).toContainText('holds')
  await expect(errors).toBeHidden()
  await publish(page, 'Only in the European Union')
  await expect(bar(page)).toContainText('As published')

  await tab(page, /^History/).click()
  await expect(page.getByRole('list', { name: 'Earlier policies' })).toContainText('Only in the European Union')

  const job = { subcloud: 'mine', client: { ip: clients.unitedStates }, geo: { only: ['country:US'] } }
  const refused = await world.route(job)
  expect([refused.status, refused.body.code]).toEqual([422, 'geo_unsatisfiable'])
  const served = await world.route({ subcloud: 'mine', client: { ip: clients.unitedStates } })
  expect(served.body.servedZone).toBe('EU')
  await page.goto(`/jobs?job=${refused.body.decisionId}`)
  await expect(page.getByRole('dialog')).toContainText('geo_unsatisfiable')
  await expect(page.getByRole('dialog')).toContainText('jurisdiction:EU27')
})

test('the same policy as JSON, both ways, with errors by path', async ({ page }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds/mine?tab=json')
  const text = page.getByRole('textbox', { name: 'Policy as JSON' })
  const policy = JSON.parse(await text.inputValue())
  await text.fill(JSON.stringify({ ...policy, boundary: { allow: ['SA'], deny: [] } }))
  await expect(page.getByRole('tabpanel')).toContainText('boundary.allow[0]')
  await expect(page.getByRole('tabpanel')).toContainText('zone:SA')
  await expect(meaning(page)).toContainText('only in EU27')
  await tab(page, /^Form/).click()
  await tab(page, /^JSON \(unfinished\)/).click()
  await expect(text).toHaveValue(/"allow":\["SA"\]/)
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  expect((await asked).type()).toBe('beforeunload')
  await (await asked).dismiss()
  await text.fill(JSON.stringify({ ...policy, boundary: { allow: ['jurisdiction:EU27'], deny: ['country:HU'] } }))
  await expect(meaning(page)).toContainText('never in Hungary')
  await tab(page, /^Form/).click()
  await expect(page.getByRole('list', { name: 'Denied: chosen' })).toContainText('country:HU')
  await page.getByRole('button', { name: 'Remove country:HU' }).click()
  await expect(bar(page)).toContainText('As published')
})

test('a preview names the clause that decides', async ({ page }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds/mine?tab=preview')
  const decides = page.getByRole('region', { name: 'What decides' })
  await expect(decides).toContainText('boundary.allow[0]')
  await expect(decides).toContainText('jurisdiction:EU27 holds the node, which is in DE')
  await expect(page.getByRole('list', { name: 'Trace' })).toContainText('Served')
  await tab(page, /^Form/).click()
  await choose(page, 'But not in', 'France', 'country:FR')
  await tab(page, /^Preview/).click()
  await expect(decides).toContainText('originDeny[0]')
  await expect(page.getByRole('list', { name: 'Trace' })).toContainText('Refused')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
})

test('a semi-open Subcloud: an operator asks by signature, the owner approves and removes, and it is recorded why', async ({ page }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds/mine')
  await page.getByRole('radio', { name: /^Semi-open/ }).check()
  await publish(page, 'Whom I approve')
  await expect(bar(page)).toContainText('As published')

  const node = await joinBySignature(page, ['mine'])
  await tab(page, /^Members/).click()
  const requests = page.getByRole('region', { name: 'Requests to join', exact: true })
  await expect(requests.getByRole('row', { name: node.slice(-4) })).toBeVisible()
  await requests.getByRole('button', { name: 'Approve', exact: true }).click()
  await expect(requests).toContainText('Nobody waits')
  const members = page.getByRole('region', { name: 'Members', exact: true }).first()
  await expect(members.getByRole('row', { name: node.slice(-4) })).toContainText('the owner approved')
  const events = page.getByRole('region', { name: 'Joins and leaves' })
  await expect(events).toContainText('the owner approved')

  await members.getByRole('button', { name: 'Remove' }).click()
  await expect(events).toContainText('The owner removed it.')
  await expect(page.getByRole('list', { name: 'Cooldowns' })).toContainText('May come back')
  await page.getByRole('button', { name: 'End it now' }).click()
  await expect(requests.getByRole('row', { name: node.slice(-4) })).toBeVisible()
  await joinBySignature(page, [])
})

test('the leak proof runs while one watches, and holds; for a draft before it is published', async ({ page }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds/mine')
  await page.getByRole('button', { name: 'Prove it' }).click()
  const proof = page.getByRole('region', { name: 'Leak proof' })
  await expect(proof).toContainText('No path leads out', { timeout: 45_000 })
  await expect(proof).toContainText(/Revision \d+: [\d,]+ decisions/)

  await choose(page, 'Denied', 'Hungary', 'country:HU')
  await expect(proof).toContainText('of your draft')
  await expect(proof).toContainText('edited since')
  await proof.getByRole('button', { name: 'Prove again' }).click()
  await expect(proof).toContainText(/Your draft on revision \d+: [\d,]+ decisions/, { timeout: 45_000 })
  await expect(proof).not.toContainText('edited since')
  await bar(page).getByRole('button', { name: 'Discard' }).click()
})

test('p03 an owner sees only their own, a viewer reads, and an admin deletes', async ({ page, world }) => {
  await signInByApi(page, owner.email, owner.password)
  await page.goto('/subclouds')
  await expect(page.getByRole('link', { name: 'Mine' })).toBeVisible()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: 'Mine' })).toBeFocused()
  await expect(page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Audit' })).toHaveCount(0)
  await expect(page.getByText('acme-eu')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'New Subcloud' })).toHaveCount(0)
  await page.goto('/subclouds/acme-eu')
  await expect(page.getByText('There is no such Subcloud.')).toBeVisible()

  await page.context().clearCookies()
  await signInByApi(page, product.adminEmail, product.adminPassword)
  await page.goto('/subclouds/mine')
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page).toHaveURL(/\/subclouds$/)
  expect((await world.call('GET', '/subclouds/mine')).status).toBe(404)
})

test('every tab is accessible', async ({ adminPage: page }) => {
  for (const name of ['form', 'json', 'tests', 'preview', 'members', 'history'])
    await test.step(name, async () => {
      await page.goto(`/subclouds/acme-eu?tab=${name}`)
      await expect(rail(page)).toBeVisible()
      await expectAccessible(page)
    })
})
