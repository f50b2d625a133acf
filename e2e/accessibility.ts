import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const all = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']
const ofColours = ['color-contrast', 'link-in-text-block']

/** Looks at the page as it stands: in light at all of it, in dark at its colours, the only thing that the scheme changes. */
export async function expectAccessible(page: Page): Promise<void> {
  await show(page, 'light')
  const light = await axe(page).withTags(all).analyze()
  await show(page, 'dark')
  const dark = await axe(page).withRules(ofColours).analyze()
  expect({ light: found(light), dark: found(dark) }).toEqual({ light: [], dark: [] })
}

/** Its old mode looks at one page without opening another to do so: what it cannot see into, frames of other sites, is not here. */
const axe = (page: Page) => new AxeBuilder({ page }).setLegacyMode()

async function show(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme })
  // A colour half way between two is neither's.
  await page.evaluate(() => {
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish()
  })
}

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>

const found = ({ violations }: Results) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)
