// The parts of the configuration that are settings and nothing else. Forms, the diff and findings all speak by these tables.

import type { FieldChange } from '@/server/core/config/changes'
import {
  type Config,
  type GateSettings,
  gateSettingsSchema,
  type RoutingSettings,
  routingSettingsSchema,
} from '@/server/core/config/schema'
import { gateGroups } from './gate-settings'
import { routingGroups } from './routing-settings'
import { type Setting, type SettingGroup, settingWords } from './setting'

export type SectionName = 'gate' | 'routing'
export type Values = GateSettings | RoutingSettings
export type Section = { name: SectionName; groups: readonly SettingGroup[]; defaults: Values }

export const sections: Readonly<Record<SectionName, Section>> = {
  gate: { name: 'gate', groups: gateGroups, defaults: gateSettingsSchema.parse({}) },
  routing: { name: 'routing', groups: routingGroups, defaults: routingSettingsSchema.parse({}) },
}

const all = Object.values(sections).flatMap(({ name, groups }) =>
  groups.flatMap(({ settings }) => settings.map((one) => ({ section: name, setting: one }))),
)
const byPath = new Map(all.map(({ setting }) => [setting.path, setting]))
const byWholePath = new Map(all.map(({ section, setting }) => [`${section}.${setting.path}`, setting]))

/** By its path within its section: no two sections have a setting of the same. */
export const settingAt = (path: string): Setting | undefined => byPath.get(path)
/** By its path from the configuration's root. */
export const settingFromRoot = (path: string): Setting | undefined => byWholePath.get(path)

type Tree = { readonly [key: string]: unknown }

export const readSetting = (values: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Tree)[key], values)

export type Changed = { config: Config } | { config: null; problem: string }

/** The configuration with another value in one place and the rest the same objects; null with what is wrong where no setting has such a value. */
export function withSetting(config: Config, { name }: Pick<Section, 'name'>, path: string, value: unknown): Changed {
  const put = (at: Tree, [key = '', ...rest]: string[]): Tree => ({ ...at, [key]: rest.length === 0 ? value : put(at[key] as Tree, rest) })
  const values = put(config[name], path.split('.'))
  const { error } = (name === 'gate' ? gateSettingsSchema : routingSettingsSchema).safeParse(values)
  // What is wrong elsewhere, in a draft that was imported, is said there.
  const issue = error?.issues.find((one) => `${one.path.join('.')}.`.startsWith(`${path}.`))
  return issue === undefined ? { config: { ...config, [name]: values } } : { config: null, problem: problemWords(issue) }
}

type Issue = { code?: string; origin?: unknown; minimum?: unknown; maximum?: unknown; inclusive?: unknown; message: string }

function problemWords({ code, origin, minimum, maximum, inclusive, message }: Issue): string {
  const isNumber = origin === 'number' || origin === 'int'
  if (code === 'too_big' && isNumber) return `At most ${maximum}`
  if (code === 'too_small' && isNumber) return inclusive === true ? `At least ${minimum}` : `More than ${minimum}`
  return message
}

/** A changed setting in the words of its field; undefined where it is none. */
export function settingChangeWords(change: FieldChange): string | undefined {
  const found = settingAt(change.path)
  if (!found || change.kind !== 'value') return undefined
  return `${settingWords(found, change.from)} → ${settingWords(found, change.to)}`
}
