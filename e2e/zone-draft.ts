import { expect, type Page } from '@playwright/test'

export const draft = (page: Page) => page.getByRole('toolbar', { name: 'Draft' })

export async function discard(page: Page) {
  await draft(page).getByRole('button', { name: 'Discard' }).click()
  await expect(draft(page).getByRole('status')).toContainText('As published')
}
