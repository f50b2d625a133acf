// A setting as people read and write it: with a name, a unit, and what it does.

/** `duration`: seconds, written `30 min`. `steps`: percents, written `5, 25, 50`. */
export type SettingKind = 'duration' | 'number' | 'steps' | 'text'
/** `path`: from the root of its section, e.g. `spill.enterPct`. */
export type Setting = { path: string; label: string; kind: SettingKind; unit: string; means: string }
export type SettingGroup = { title: string; means?: string; settings: readonly Setting[] }

export const setting = (kind: SettingKind, unit: string) => (path: string, label: string, means: string) => ({
  path,
  label,
  kind,
  unit,
  means,
})
export const duration = setting('duration', '')
export const number = (unit: string) => setting('number', unit)
export const percent = number('%')

const units = { s: 1, min: 60, h: 3600, d: 86_400 } as const

/** `30 min`, `24 h`, `7 d`, exact: what was written comes back. */
export function secondsWords(seconds: number): string {
  const unit =
    (['d', 'h', 'min'] as const).find((each) => seconds > 0 && seconds % units[each] === 0 && seconds / units[each] >= least[each]) ?? 's'
  return `${seconds / units[unit]} ${unit}`
}
/** A day is 24 h to whoever runs a network; two are 2 d. */
const least = { d: 2, h: 1, min: 1 } as const

export function settingWords({ kind, unit }: Setting, value: unknown): string {
  const text = kind === 'duration' ? secondsWords(value as number) : kind === 'steps' ? (value as number[]).join(', ') : String(value)
  return unit === '' ? text : `${text} ${unit}`
}

/** As it stands in the field, without the unit beside it. */
export const settingText = (setting: Setting, value: unknown): string => settingWords({ ...setting, unit: '' }, value)

/** What was written, or null where it cannot be read. */
export function readSettingText({ kind }: Setting, text: string): unknown {
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
