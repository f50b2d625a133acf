// Numbers and times as the screens write them: units always, nothing that changes width for the same magnitude.

const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const dash = '–'

export function count(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return dash
  return typeof value === 'string' ? value : integer.format(value)
}

export function compact(value: number): string {
  return value < 10_000 ? integer.format(value) : short.format(value)
}

export function percent(value: number | null | undefined, digits = 1): string {
  if (value === null || value === undefined) return dash
  return `${value.toFixed(value >= 99.95 || value === 0 ? 0 : digits)} %`
}

export function perSecond(value: number | null): string {
  if (value === null) return dash
  return `${value < 10 ? value.toFixed(1) : compact(value)}/s`
}

export function km(value: number | null | undefined): string {
  return value === null || value === undefined ? dash : `${integer.format(value)} km`
}

export function micros(value: number): string {
  return value < 1000 ? `${integer.format(value)} µs` : `${(value / 1000).toFixed(1)} ms`
}

export function plural(value: number, one: string, many = `${one}s`): string {
  return `${integer.format(value)} ${value === 1 ? one : many}`
}

const steps = [
  [60, 's'],
  [60, 'min'],
  [24, 'h'],
  [Number.POSITIVE_INFINITY, 'd'],
] as const

/** `42 s`, `5 min`, `3 h`, `12 d`. */
export function duration(ms: number): string {
  let value = Math.max(0, Math.round(ms / 1000))
  for (const [size, unit] of steps) {
    if (value < size) return `${value} ${unit}`
    value = Math.floor(value / size)
  }
  return dash
}

/** `42 s ago`, `in 5 min`, `now`. */
export function relative(at: number, now: number): string {
  const gap = now - at
  if (Math.abs(gap) < 1000) return 'now'
  return gap > 0 ? `${duration(gap)} ago` : `in ${duration(-gap)}`
}

/** `2026-05-01 12:34:56 UTC` */
export function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** `0x12ab…89ef`, `0197f2c1…4b1c` */
export function shortId(id: string): string {
  return id.length <= 14 ? id : `${id.slice(0, id.startsWith('0x') ? 6 : 8)}…${id.slice(-4)}`
}

export function coordinates([lng, lat]: readonly [number, number]): string {
  return `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lng).toFixed(2)}° ${lng < 0 ? 'W' : 'E'}`
}
