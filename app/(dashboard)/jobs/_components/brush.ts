/** The bars between two times. Bars move on as time goes by, and what is being chosen moves with them. */
export type Brush = { start: number; end: number }

type Bars = { firstAt: number; bucketMs: number; count: number }

/** Which bar a time is in, or the outermost on its side. */
export function barOf(at: number, { firstAt, bucketMs, count }: Bars): number {
  return Math.max(0, Math.min(count - 1, Math.floor((at - firstAt) / bucketMs)))
}

/** From which bar to which: the second may have been chosen to the left of the first. */
export function barsOf({ start, end }: Brush, bars: Bars): readonly [first: number, last: number] {
  const [a, b] = [barOf(start, bars), barOf(end, bars)]
  return [Math.min(a, b), Math.max(a, b)]
}
