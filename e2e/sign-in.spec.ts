import { expect, test } from './fixtures'
import { product } from './product'

test('a stranger who asks for a screen signs in and lands on it', async ({ page }) => {
  await page.goto('/jobs')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(product.adminEmail)
  await page.getByLabel('Password').fill(product.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/jobs/)
  await expect(page.getByRole('heading', { name: 'Jobs' })).toBeVisible()
})

test('a wrong password says so and keeps the address', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(product.adminEmail)
  await page.getByLabel('Password').fill('not the password')
  await page.getByLabel('Password').press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(product.adminEmail)
})
