import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'

/** Holds every search back until it is told to go on. */
async function holdSearches(page: Page): Promise<{ asked: Promise<unknown>; release: () => void }> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(/\/api\/trpc\/[^?]*status\.search/, async (route) => {
    await released
    await route.continue()
  })
  return { asked: page.waitForRequest(/status\.search/), release }
}

/** The palette over a page, with searches held back. */
async function openHeld(page: Page) {
  await page.goto('/audit')
  const search = await holdSearches(page)
  await page.keyboard.press('Control+k')
  return search
}

const input = (page: Page) => page.getByRole('combobox', { name: 'Search and commands' })

test('Enter before a search has answered takes the first match when it comes', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  const search = await openHeld(page)
  await input(page).fill('acme-eu')
  await search.asked
  await expect(page.getByText('Searching…')).toBeVisible()
  await page.keyboard.press('Enter')
  search.release()
  await expect(page).toHaveURL(/\/subclouds\/acme-eu/)
  await expect(input(page)).toHaveCount(0)
})

test('Enter is forgotten with other letters, and when the palette is closed', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  const search = await openHeld(page)
  await input(page).fill('acme-e')
  await search.asked
  await page.keyboard.press('Enter')
  await page.keyboard.press('u')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await expect(input(page)).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await expect(input(page)).toHaveValue('acme-eu')
  search.release()
  await expect(page.getByRole('option', { name: /Acme EU/ })).toBeVisible()
  await expect(page).toHaveURL(/\/audit/)
})
