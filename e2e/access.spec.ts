import { expect, test } from './fixtures'

const screens = ['/map', '/jobs', '/nodes', '/zones', '/subclouds', '/activation', '/simulator', '/audit', '/settings']

for (const screen of screens) {
  test(`${screen} sends a stranger to sign in`, async ({ page }) => {
    await page.goto(screen)
    await expect(page).toHaveURL(/\/sign-in/)
  })
}

test('every page comes with a strict policy and the security headers', async ({ page }) => {
  const answer = await page.goto('/sign-in')
  const headers = answer!.headers()
  expect(headers['content-security-policy']).toMatch(/script-src[^;]*'nonce-[^']+'[^;]*'strict-dynamic'/)
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-powered-by']).toBeUndefined()
})
