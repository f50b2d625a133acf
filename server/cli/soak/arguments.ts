import { parseArgs } from 'node:util'

export const parts = ['decisions', 'addresses', 'tokens', 'bodies', 'requests', 'heartbeats', 'router'] as const
export type Part = (typeof parts)[number]

export const usage = `npm run soak [-- --decisions <count>] [-- --inputs <count>] [-- --seed <number>] [-- --world <number>]
             [-- --rounds <count>] [-- --only <part>]
  --decisions  how many at least (10,000,000)
  --inputs     to each parser (1,000,000)
  --rounds     of load and faults for a router (15)
  --seed       to have the same soak again; printed at the start
  --world      this world of the seed alone, as a counterexample names it
  --only       ${parts.join(', ')}`

export type Arguments = { decisions: number; inputs: number; rounds: number; seed: number; world: number | null; only: Part | null }

/** Null where they make no sense. `anySeed`: taken where none is given. */
export function readArguments(args: readonly string[], anySeed: number): Arguments | null {
  const text = { type: 'string' } as const
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { decisions: text, inputs: text, rounds: text, seed: text, world: text, only: text },
    })
    const only = parts.find((part) => part === values.only) ?? null
    if (values.only !== undefined && only === null) return null
    const world = values.world === undefined ? null : whole(values.world)
    return {
      decisions: whole(values.decisions ?? '10000000'),
      inputs: whole(values.inputs ?? '1000000'),
      rounds: whole(values.rounds ?? '15'),
      seed: whole(values.seed ?? String(anySeed)),
      world,
      only: only ?? (world === null ? null : 'decisions'),
    }
  } catch {
    return null
  }
}

function whole(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Error('not a whole number')
  return Number(text)
}
