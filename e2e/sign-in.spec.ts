import { expect, signInByApi, test } from './fixtures'
import { product } from './product'

test('whose session no longer holds signs in and lands on the screen asked for', async ({ page }) => {
  await page.context().addCookies([{ name: 'geo.session_token', value: 'long.gone', url: product.webUrl }])
  await page.goto('/jobs?outcome=refused')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.getByLabel('E-mail').fill(product.adminEmail)
  await page.getByLabel('Password').fill(product.adminPassword)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/jobs\?outcome=refused/)
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

test('whoever was given a password makes it their own', async ({ page, world }) => {
  await signInByApi(page, product.adminEmail, product.adminPassword)
  const member = { email: 'given@example.com', name: 'Given', role: 'viewer', password: 'given by an admin' }
  await page.request.post('/api/trpc/members.create', { data: { json: member }, headers: { origin: product.webUrl } })
  expect(world.nodeIds).toHaveLength(3)
  await page.context().clearCookies()
  await signInByApi(page, member.email, member.password)
  await page.goto('/zones')
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: /Change password/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Change your password' })
  await dialog.getByLabel('Present password').fill('wrong')
  await dialog.getByLabel('New password', { exact: true }).fill('my own password')
  await dialog.getByLabel('New password once more').fill('my own password')
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog).toContainText('This is not your password')
  await dialog.getByLabel('Present password').fill(member.password)
  await dialog.getByRole('button', { name: 'Change password' }).click()
  await expect(dialog).toBeHidden()
  await page.goto('/zones/no%20zone')
  await expect(page.getByText('There is nothing at this address')).toBeVisible()
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Zones' }).click()
  await expect(page.getByRole('heading', { name: 'Zones' })).toBeVisible()
  await page.keyboard.press('Control+k')
  // Typed at once: none of the letters goes to the page behind it.
  await page.keyboard.type('out sign')
  await expect(page.getByRole('combobox', { name: 'Search and commands' })).toHaveValue('out sign')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/sign-in$/)
  await signInByApi(page, member.email, 'my own password')
})
