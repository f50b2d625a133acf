import { test as base, expect, type Page } from '@playwright/test'
import { product } from './product'
import { createWorld, type World } from './world'

type TestFixtures = {
  /** A page signed in as the admin, by the session itself rather than by the form. */
  adminPage: Page
  /** Every error that the page's console or an uncaught exception showed; empty at the end of each test. */
  quietConsole: undefined
}

export const test = base.extend<TestFixtures, { world: World }>({
  world: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the pattern.
    async ({}, use) => {
      const world = await createWorld()
      await use(world)
      world.stop()
    },
    { scope: 'worker' },
  ],
  adminPage: async ({ page }, use) => {
    await signInByApi(page, product.adminEmail, product.adminPassword)
    await use(page)
  },
  quietConsole: [
    async ({ page }, use) => {
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(error.message))
      page.on('console', (message) => {
        // A refused sign-in is what a test asks for; the browser reports its status as an error of its own.
        if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) errors.push(message.text())
      })
      await use(undefined)
      expect(errors).toEqual([])
    },
    { auto: true },
  ],
})

export async function signInByApi(page: Page, email: string, password: string): Promise<void> {
  const answer = await page.request.post('/api/auth/sign-in/email', { data: { email, password }, headers: { origin: product.webUrl } })
  expect(answer.status()).toBe(200)
}

export { expect }
