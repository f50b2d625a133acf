import { expectAccessible } from './accessibility'
import { expect, test } from './fixtures'
import { clients } from './world'

const screens = [
  '/map',
  '/map?look=table',
  '/map?subcloud=acme-eu',
  '/map?subcloud=acme-eu&look=table&twin=boundary',
  '/jobs',
  '/nodes',
  '/zones',
  '/zones/EU',
  '/subclouds',
  '/subclouds/acme-eu',
  '/activation',
  '/activation?tab=settings',
  '/audit',
  '/settings',
  '/settings?tab=configuration',
  '/settings?tab=routing',
  '/settings?tab=overrides',
  '/settings?tab=overrides&override=198.51.100.0/24',
  '/settings?tab=members',
  '/simulator?place=country:DE',
  '/simulator?tab=sweep&look=table&suppose=down:EU',
]

for (const screen of screens)
  test(`${screen} has no accessibility violation`, async ({ adminPage: page, world }) => {
    await world.route({ client: { ip: clients.germany } })
    await page.goto(screen)
    await expect(page.getByRole('main')).toBeVisible()
    await expect(page.getByRole('status', { name: /loading/i })).toHaveCount(0)
    await expectAccessible(page)
  })

test('the sign-in screen has no accessibility violation', async ({ page }) => {
  await page.goto('/sign-in')
  await expectAccessible(page)
})
