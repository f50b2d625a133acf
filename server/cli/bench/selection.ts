// Which way of picking is best, in a simulated world: the product's beside the usual ones and Prequal, and the product's with other
// settings. Figures are of waiting and network, the work itself left out; seeded, so that they are the same on every machine.

import { weights } from '@/server/core/routing/score'
import { seededRandom } from '../demo/random'
import type { Say } from './in-process'
import { type Result, resultOf } from './result'
import { drawDemand } from './selection/demand'
import { leastLoaded, nearest, own, type Policy, powerOfTwo, random, roundRobin } from './selection/policies'
import { prequal } from './selection/prequal'
import { type Outcome, simulate } from './selection/simulate'
import type { Reading } from './selection/view'
import { createSimWorld, nodeCount } from './selection/world'
import type { Settings } from './settings'
import { median } from './statistics'

type Entry = { name: string; policy: () => Policy; reading?: Reading }
export type Selection = { load: number; name: string; outcomes: readonly Outcome[] }

const loads = [0.5, 0.8, 0.95] as const

const compared: readonly Entry[] = [
  { name: 'ours', policy: () => own() },
  { name: 'prequal', policy: () => prequal(seededRandom(5)) },
  { name: 'two-choices', policy: () => powerOfTwo },
  { name: 'least-loaded', policy: () => leastLoaded },
  { name: 'round-robin', policy: roundRobin },
  { name: 'random', policy: () => random },
  { name: 'nearest', policy: () => nearest },
]

const settingsTried: readonly Entry[] = [
  { name: 'ours, greater of report and leases', policy: () => own(), reading: 'greater' },
  { name: 'ours, load before the job', policy: () => own({ jobs: 0 }) },
  { name: 'ours, two drawn', policy: () => own({ d: 2, whole: 2 }) },
  { name: 'ours, three drawn', policy: () => own({ d: 3, whole: 3 }) },
  { name: 'ours, three drawn of more than 16', policy: () => own({ d: 3, whole: 16 }) },
  { name: 'ours, four drawn', policy: () => own({ d: 4, whole: 4 }) },
  { name: 'ours, eight drawn', policy: () => own({ d: 8, whole: 8 }) },
  { name: 'ours, all scored', policy: () => own({ d: nodeCount, whole: nodeCount }) },
  { name: 'ours, distance 0', policy: () => own({ by: { ...weights, distance: 0 } }) },
  { name: 'ours, distance 0.7', policy: () => own({ by: { ...weights, distance: 0.7 } }) },
  { name: 'ours, failure 0', policy: () => own({ by: { ...weights, failure: 0 } }) },
  { name: 'ours, failure 4', policy: () => own({ by: { ...weights, failure: 4 } }) },
]

export async function benchSelection({ isQuick, only, selectionSeeds, selectionJobs }: Settings, say: Say): Promise<Selection[]> {
  if (only !== null && !only.startsWith('selection')) return []
  const entries = isQuick ? compared : [...compared, ...settingsTried]
  const found: Selection[] = []
  for (const load of loads) {
    const outcomes = entries.map((): Outcome[] => [])
    for (let seed = 1; seed <= selectionSeeds; seed++) {
      say(`selection at ${100 * load} % of capacity, world ${seed} of ${selectionSeeds}`)
      const world = createSimWorld(seededRandom(seed))
      const demand = drawDemand(world, load, selectionJobs, seededRandom(seed + 100))
      for (const [i, { policy, reading }] of entries.entries()) {
        outcomes[i]!.push(simulate(world, demand, policy(), seededRandom(seed + 200), reading))
        // Lets signals in.
        await new Promise(setImmediate)
      }
    }
    entries.forEach(({ name }, i) => {
      found.push({ load, name, outcomes: outcomes[i]! })
    })
  }
  return found
}

const columns = [
  { key: 'meanMs', title: 'mean', unit: 'ms' },
  { key: 'p99Ms', title: 'p99', unit: 'ms' },
  { key: 'answerMs', title: 'with the work', unit: 'ms' },
  { key: 'keptPct', title: 'in zone', unit: '%' },
  { key: 'spread', title: 'busiest/mean', unit: 'ratio' },
  { key: 'refusedPct', title: 'refused', unit: '%' },
] as const satisfies readonly { key: keyof Outcome; title: string; unit: string }[]

/** One line a figure, for `--json`. */
export function selectionResults(selections: readonly Selection[]): Result[] {
  return selections.flatMap(({ load, name, outcomes }) =>
    columns.map(({ key, unit }) =>
      resultOf(
        `selection.${100 * load}.${name.replaceAll(/[ ,]+/g, '-')}.${key}`,
        unit,
        outcomes.map((one) => one[key]),
      ),
    ),
  )
}

/** A row a policy and load; medians of the worlds, with the lowest and highest mean. */
export function printSelection(selections: readonly Selection[], write: (line: string) => void): void {
  const worlds = selections[0]?.outcomes.length
  if (worlds === undefined) return
  write('')
  write(`selection: ${nodeCount} unequal nodes, ${worlds} worlds; wait and network, median of the worlds (lowest – highest)`)
  const head = ['load', 'policy', ...columns.map(({ title, unit }) => (unit === 'ratio' ? title : `${title} ${unit}`))]
  const rows = selections.map(({ load, name, outcomes }) => [
    `${100 * load} %`,
    name,
    ...columns.map(({ key, unit }) => {
      const values = outcomes.map((one) => one[key])
      const digits = unit === 'ms' ? 0 : key === 'keptPct' ? 1 : 2
      const shown = (value: number) => value.toFixed(digits)
      return `${shown(median(values))} (${shown(Math.min(...values))} – ${shown(Math.max(...values))})`
    }),
  ])
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)))
  for (const row of [head, widths.map((width) => '─'.repeat(width)), ...rows])
    write(
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
}
