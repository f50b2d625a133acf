// What percent of the jobs each rung is to get, from the rungs' healths in order: each takes what it can of what the ones
// before it leave. Where all together cannot take everything, they share it in proportion (Envoy's priority load, rounded by
// largest remainder so that it always sums to 100).

/** Whole percents that sum to 100; all 0 where no rung can take anything. */
export function sharesOf(healths: readonly number[]): readonly number[] {
  const total = healths.reduce((sum, health) => sum + health, 0)
  if (total > 0 && total < 100) return largestRemainder(healths, total)
  let left = 100
  return healths.map((health) => {
    const share = Math.min(health, left)
    left -= share
    return share
  })
}

/** Of equal remainders the earlier rung's is rounded up. */
function largestRemainder(parts: readonly number[], total: number): readonly number[] {
  const shares = parts.map((part) => Math.floor((part * 100) / total))
  const missing = 100 - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = parts.map((part, index) => ({ index, remainder: (part * 100) % total }))
  byRemainder.sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, missing)) shares[index]!++
  return shares
}
