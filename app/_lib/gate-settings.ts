// The gate's settings as people read and write them: each with a name, a unit and what it does, in the order in which they are met.

import type { FieldChange } from '@/server/core/config/changes'
import { type GateSettings, gateSettingsSchema } from '@/server/core/config/schema'

/** `duration`: seconds, written `30 min`. `steps`: percents, written `5, 25, 50`. */
export type SettingKind = 'duration' | 'number' | 'steps' | 'text'
export type GateSetting = { path: string; label: string; kind: SettingKind; unit: string; means: string }
export type GateSettingGroup = { title: string; settings: readonly GateSetting[] }

const setting = (kind: SettingKind, unit: string) => (path: string, label: string, means: string) => ({ path, label, kind, unit, means })
const duration = setting('duration', '')
const number = (unit: string) => setting('number', unit)
const percent = number('%')

export const gateSettingGroups: readonly GateSettingGroup[] = [
  {
    title: 'Going up',
    settings: [
      duration('upAfterS', 'All conditions held for', 'before a step up. A condition lost in between starts the wait anew.'),
      duration('shadowMinS', 'Least time in shadow', 'so that a whole day’s traffic has been compared before anything is applied.'),
      duration('stateMinS', 'Least time in a state', 'before the next step up. Coming down never waits for it.'),
      setting('steps', '%')('canarySteps', 'Canary steps, of tenants', 'One after another; after the last it is on.'),
      setting('text', '')('salt', 'Canary salt', 'Decides which tenants are first. Another one deals them anew.'),
    ],
  },
  {
    title: 'Coming down',
    settings: [
      percent('downBelowPct', 'Suspended below', 'this share of a condition’s target.'),
      duration('downAfterS', 'After so long below', 'A hard loss does not wait for it.'),
      duration('recoverAfterS', 'Back to shadow after', 'all conditions have held so long.'),
      number('trips')('latchTrips', 'Stays suspended after', 'so many trips, until an admin acts.'),
      duration('latchWindowS', 'Trips are counted over', 'and older ones are forgotten.'),
    ],
  },
  {
    title: 'Endpoints',
    settings: [
      number('regions')('endpoints.regions', 'Healthy regions', 'for Cloud and for Network endpoints each.'),
      duration('endpoints.healthyS', 'Healthy for', 'before a region counts.'),
    ],
  },
  {
    title: 'Metadata',
    settings: [
      percent('metadata.targetPct', 'Slots with fresh geo metadata', 'of those on live nodes that are old enough.'),
      duration('metadata.freshS', 'Fresh for', 'after a node’s last report.'),
      duration('metadata.nodeAgeS', 'Nodes count from an age of', 'so that newcomers do not pull it down.'),
    ],
  },
  {
    title: 'Trust',
    settings: [
      percent('trust.judgedPct', 'Slots judged', 'of the zone’s, recently enough.'),
      duration('trust.judgedWithinS', 'Judged within', 'to count as recent.'),
      percent('trust.consistentPct', 'Judged consistent or better', 'of the slots that were judged.'),
      percent('trust.impossibleMaxPct', 'Impossible, at most', 'of the slots; more, and the condition is not met.'),
      percent('trust.impossibleHardPct', 'Impossible, suspends above', 'and at once: a hard loss.'),
      number('points')('trust.vantagePoints', 'Vantage points in the zone', 'on different networks.'),
    ],
  },
  {
    title: 'Coverage, for each served model',
    settings: [
      number('nodes')('coverage.nodes', 'Nodes', 'at least, live in the zone.'),
      number('operators')('coverage.operators', 'Operators', 'at least; never counted as more than the networks.'),
      number('networks')('coverage.networks', 'Networks', 'at least.'),
      number('× p95')('coverage.headroom', 'Slots for the demand', 'as a multiple of its 95th percentile.'),
      number('× p95')('coverage.headroomWithoutLargest', 'The same without the largest operator', 'so that one leaving is survived.'),
      duration('coverage.demandWindowS', 'Demand is looked at over', 'A model without any in it is not asked for.'),
    ],
  },
]

const byPath = new Map(gateSettingGroups.flatMap(({ settings }) => settings.map((one) => [one.path, one] as const)))
export const gateSettingAt = (path: string): GateSetting | undefined => byPath.get(path)
export const gateDefaults: GateSettings = gateSettingsSchema.parse({})

type Tree = { [key: string]: unknown }

export const readSetting = (gate: GateSettings, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (at as Tree)[key], gate)

/** What the settings would be; null with what is wrong where the value is none of that setting's. */
export function withSetting(gate: GateSettings, path: string, value: unknown): { gate: GateSettings } | { gate: null; problem: string } {
  const [group, key] = path.split('.') as [keyof GateSettings, string?]
  const next = { ...gate, [group]: key === undefined ? value : { ...(gate[group] as object), [key]: value } }
  const parsed = gateSettingsSchema.safeParse(next)
  // What was not touched is handed on as it is.
  return parsed.success ? { gate: next } : { gate: null, problem: parsed.error.issues[0]!.message }
}

const units = { s: 1, min: 60, h: 3600, d: 86_400 } as const

/** `30 min`, `24 h`, `7 d`, exact: what was written comes back. */
export function secondsWords(seconds: number): string {
  const unit =
    (['d', 'h', 'min'] as const).find((each) => seconds > 0 && seconds % units[each] === 0 && seconds / units[each] >= least[each]) ?? 's'
  return `${seconds / units[unit]} ${unit}`
}
/** A day is 24 h to whoever runs a network; two are 2 d. */
const least = { d: 2, h: 1, min: 1 } as const

export function settingWords({ kind, unit }: GateSetting, value: unknown): string {
  const text = kind === 'duration' ? secondsWords(value as number) : kind === 'steps' ? (value as number[]).join(', ') : String(value)
  return unit === '' ? text : `${text} ${unit}`
}

/** As it stands in the field, without the unit beside it. */
export const settingText = (setting: GateSetting, value: unknown): string => settingWords({ ...setting, unit: '' }, value)

/** What was written, or null where it cannot be read. */
export function readSettingText({ kind }: GateSetting, text: string): unknown {
  const written = text.trim()
  if (kind === 'text') return written
  if (kind === 'number') return numberOf(written)
  if (kind === 'steps') {
    const steps = written
      .split(/[\s,;%]+/)
      .filter((part) => part !== '')
      .map(numberOf)
    return steps.includes(null) ? null : [...new Set(steps as number[])].sort((a, b) => a - b)
  }
  const match = /^(\d+(?:\.\d+)?)\s*(s|min|h|d)?$/.exec(written)
  return match ? Math.round(Number(match[1]) * units[(match[2] ?? 's') as keyof typeof units]) : null
}

const numberOf = (text: string): number | null => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null)

export const howToWrite: Record<SettingKind, string> = {
  duration: 'A number with s, min, h or d, e.g. 30 min',
  number: 'A number',
  steps: 'Percents above 0 and up to 100, e.g. 5, 25, 50',
  text: 'Some letters',
}

/** A changed setting in the words of its field; undefined where it is no setting of the gate. */
export function gateChangeWords(change: FieldChange): string | undefined {
  const found = gateSettingAt(change.path)
  if (!found || change.kind !== 'value') return undefined
  return `${settingWords(found, change.from)} → ${settingWords(found, change.to)}`
}
