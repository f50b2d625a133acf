// The numbers of routing: how each is called, in what unit, and between what bounds.
// The form and the diff both speak by this table.

import type { Config } from '@/server/core/config/schema'

export type SettingField = {
  /** From the configuration's root: `routing.spill.enterPct`. */
  path: string
  label: string
  unit: string
  hint?: string
  min: number
  max?: number
  whole?: boolean
}
export type SettingGroup = { title: string; means: string; fields: readonly SettingField[] }

const year = 366 * 86_400
const pct = (path: string, label: string, hint?: string): SettingField => ({ path, label, unit: '%', hint, min: 0, max: 100 })
const seconds = (path: string, label: string, hint?: string): SettingField => ({
  path,
  label,
  unit: 's',
  hint,
  min: 0,
  max: year,
  whole: true,
})
const whole = (path: string, label: string, min: number, max?: number, unit = '', hint?: string): SettingField => ({
  path,
  label,
  unit,
  hint,
  min,
  max,
  whole: true,
})

export const routingGroups: readonly SettingGroup[] = [
  {
    title: 'Spill',
    means: 'A hot zone hands a growing share of its jobs to the next rung, rather than all of them at once.',
    fields: [
      pct('routing.spill.enterPct', 'Hot above', 'Of its slots in use; 100 switches shedding off.'),
      seconds('routing.spill.enterS', 'Hot once above it for'),
      pct('routing.spill.leavePct', 'Cool below'),
      seconds('routing.spill.leaveS', 'Cool once below it for'),
      { path: 'routing.spill.targetPct', label: 'Filled to', unit: '%', hint: 'What a hot zone is brought back to.', min: 1, max: 100 },
      {
        path: 'routing.spill.hostFactor',
        label: 'Host factor',
        unit: '×',
        hint: 'Without capacity data a place counts as whole while live/total is at least 1/factor.',
        min: 1,
        max: 10,
      },
      whole('routing.spill.loadWindowS', 'Load averaged over', 1, 3600, 's'),
      whole('routing.spill.budgetWindowS', 'Spill budgets counted over', 60, 86_400, 's'),
    ],
  },
  {
    title: 'Ejection',
    means: 'A node that fails is set aside for a while, and longer each time again.',
    fields: [
      whole('routing.ejection.consecutive', 'Failures in a row', 1, 1000),
      pct('routing.ejection.ratePct', 'Or at a failure rate of'),
      whole('routing.ejection.outcomes', 'The rate counts from outcomes', 1, 10_000),
      seconds('routing.ejection.baseS', 'Set aside at first for'),
      seconds('routing.ejection.maxS', 'Set aside at most for'),
      pct('routing.ejection.maxPct', 'Set aside at most, of a zone’s live nodes', '0: none is ever set aside.'),
      whole('routing.ejection.oneOfNodes', 'One, of a zone with at least', 2, 1000, 'nodes'),
    ],
  },
  {
    title: 'Panic by itself',
    means: 'Where many nodes fall silent at once, a silent node counts as live for longer. Boundaries hold.',
    fields: [
      pct('routing.panic.belowPct', 'Panic below, of the nodes live before', '0 switches it off.'),
      whole('routing.panic.agoS', 'Before means, ago', 60, 86_400, 's'),
    ],
  },
]

export const settingFields: readonly SettingField[] = routingGroups.flatMap(({ fields }) => fields)

type Fields = { readonly [key: string]: unknown }

export function settingOf(config: Config, path: string): number {
  return path.split('.').reduce<unknown>((at, key) => (at as Fields)[key], config) as number
}

/** The rest of the configuration is the same object: only what lies on the way is new. */
export function withSetting(config: Config, path: string, value: number): Config {
  const put = (at: Fields, [key = '', ...rest]: string[]): Fields => ({
    ...at,
    [key]: rest.length === 0 ? value : put(at[key] as Fields, rest),
  })
  return put(config, path.split('.')) as Config
}
