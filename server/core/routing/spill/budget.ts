// How many of a Subcloud's jobs may be served outside their preferred place: a share of its jobs over a sliding window.
// Counted in a ring of slices, so that a job costs nothing however many there were.

const slices = 60

export type Budget = {
  readonly jobs: readonly number[]
  readonly spilled: readonly number[]
  /** The newest slice, counted from the epoch. */
  readonly slice: number
}

export const emptyBudget: Budget = { jobs: new Array(slices).fill(0), spilled: new Array(slices).fill(0), slice: 0 }

export function countJob(budget: Budget, spilled: boolean, now: number, windowS: number): Budget {
  const { jobs, spilled: spills, slice } = slide(budget, now, windowS)
  const at = slice % slices
  return {
    jobs: jobs.with(at, jobs[at]! + 1),
    spilled: spilled ? spills.with(at, spills[at]! + 1) : spills,
    slice,
  }
}

/** Whether one more spilled job would exceed `pct` of the jobs, itself included. */
export function isSpent(budget: Budget, pct: number, now: number, windowS: number): boolean {
  const { jobs, spilled } = slide(budget, now, windowS)
  return (sum(spilled) + 1) * 100 > pct * (sum(jobs) + 1)
}

function slide(budget: Budget, now: number, windowS: number): Budget {
  const slice = Math.floor((now * slices) / (Math.max(1, windowS) * 1000))
  const passed = slice - budget.slice
  if (passed === 0 || passed === -1) return budget
  // Long ago, or counted in slices of another length: the window was changed.
  if (passed < 0 || passed >= slices) return { ...emptyBudget, slice }
  const cleared = (counts: readonly number[]) => counts.map((count, i) => ((slice - i + slices) % slices < passed ? 0 : count))
  return { jobs: cleared(budget.jobs), spilled: cleared(budget.spilled), slice }
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
