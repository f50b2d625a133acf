import { expect, it } from 'vitest'
import { settingsTabs } from '../../(dashboard)/settings/search-params'
import { actionsFor, destinationsFor, isMeant, partsFor } from './navigation'

const labels = (list: readonly { label: string }[]) => list.map(({ label }) => label)

it('offers what is for admins to admins alone', () => {
  for (const of of [destinationsFor, partsFor, actionsFor]) expect(labels(of('admin'))).toEqual(expect.arrayContaining(labels(of('owner'))))
  expect(labels(destinationsFor('admin'))).toContain('Audit')
  for (const role of ['owner', 'viewer'] as const) {
    expect(labels(destinationsFor(role))).not.toContain('Audit')
    expect(labels(partsFor(role))).not.toContain('API keys')
    expect(labels(actionsFor(role))).toEqual(['Wall view'])
  }
})

it('has every tab of the settings, and each hotkey once', () => {
  const hrefs = partsFor('admin').map(({ href }) => String(href))
  for (const tab of settingsTabs) expect(hrefs).toContain(`/settings?tab=${tab}`)
  const keys = destinationsFor('admin').map(({ hotkey }) => hotkey)
  expect(new Set(keys).size).toBe(keys.length)
})

it('finds by every word, in any order', () => {
  expect(isMeant('key create', 'Create an API key')).toBe(true)
  expect(isMeant('key revoke', 'Create an API key')).toBe(false)
  expect(isMeant('', 'anything')).toBe(true)
})
