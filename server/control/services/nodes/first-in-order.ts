/** The first `limit` of them in that order, in one pass: 100,000 are not sorted for the sake of 500. */
export function firstInOrder<T>(items: readonly T[], limit: number, order: (a: T, b: T) => number): T[] {
  const best: T[] = []
  /** Whatever comes after it is not among the first. */
  let bound: T | undefined
  for (const item of items) {
    if (bound !== undefined && order(item, bound) > 0) continue
    best.push(item)
    if (best.length < 2 * limit) continue
    best.sort(order)
    best.length = limit
    bound = best.at(-1)
  }
  return best.sort(order).slice(0, limit)
}
