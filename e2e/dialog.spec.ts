import { expect, test } from './fixtures'

test('a dialog has the focus at once, and takes it from no other of its fields', async ({ adminPage: page, world }) => {
  expect(world.nodeIds).toHaveLength(3)
  await page.goto('/zones/edit?zone=EU&section=life')
  const split = page.getByRole('button', { name: 'Split…' })
  // Whoever is as quick as this goes on to another field within the frame that the dialog opens in.
  await split.evaluate((button: HTMLElement) => {
    addEventListener('focusin', () => document.querySelector<HTMLElement>('[role=dialog] input[placeholder="10,70; 12,30"]')?.focus(), {
      once: true,
    })
    button.click()
  })
  const dialog = page.getByRole('dialog', { name: 'Split EU' })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await expect(dialog.getByLabel('Cut along')).toBeFocused()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})
