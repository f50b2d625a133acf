/** What several rounds say together. `spreadPct`: the range of the middle half of the rounds, in percent of the median. */
export type Summary = { median: number; low: number; high: number; spreadPct: number; rounds: number }

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear between the two nearest ranks; NaN of nothing. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * at
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) return Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}

export function summarise(values: readonly number[]): Summary {
  const middle = median(values)
  const half = quantile(values, 0.75) - quantile(values, 0.25)
  return {
    median: middle,
    low: Math.min(...values),
    high: Math.max(...values),
    spreadPct: middle === 0 ? 0 : (100 * half) / Math.abs(middle),
    rounds: values.length,
  }
}
