import AxeBuilder from '@axe-core/playwright'
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

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    for (const screen of screens) {
      test(`${screen} has no accessibility violation`, async ({ adminPage: page, world }) => {
        await world.route({ client: { ip: clients.germany } })
        await page.goto(screen)
        await expect(page.getByRole('main')).toBeVisible()
        await expect(page.getByRole('status', { name: /loading/i })).toHaveCount(0)
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([])
      })
    }
    test('the sign-in screen has no accessibility violation', async ({ page }) => {
      await page.goto('/sign-in')
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    })
  })
}
