import path from 'node:path'
import { parseArgs } from 'node:util'

/** How long and how often. Rounds are never fewer than five in the default run. */
export type Settings = {
  isJson: boolean
  isQuick: boolean
  /** Only results whose names begin with this. */
  only: string | null
  /** Where the router leaves a CPU profile; its figures are then worth nothing. */
  profileDir: string | null
  rounds: number
  inProcessMs: number
  sizes: readonly (readonly [label: string, nodes: number])[]
  memoryNodes: number
  logRows: number
  httpMs: number
  httpNodes: number
  connections: number
  selectionSeeds: number
  selectionJobs: number
}

const usage = `npm run bench [-- --json] [-- --quick] [-- --only <part>] [-- --profile <folder>]
  --json   one JSON object a line instead of the table
  --quick  fewer and shorter rounds, without the fleet of a million
  --only   decide, locate, memory, selection, log or http
  --profile  the router under --cpu-prof; its figures are then worth nothing`

export function readSettings(args: readonly string[]): Settings | { usage: string } {
  const parsed = parse(args)
  if (parsed === null) return { usage }
  const { json: isJson = false, quick: isQuick = false, only = null, profile = null } = parsed
  const small = [
    ['1k', 1_000],
    ['100k', 100_000],
  ] as const
  return {
    isJson,
    isQuick,
    only,
    profileDir: profile && path.resolve(profile),
    rounds: isQuick ? 3 : 5,
    inProcessMs: isQuick ? 100 : 250,
    sizes: isQuick ? small : [...small, ['1m', 1_000_000]],
    memoryNodes: isQuick ? 20_000 : 100_000,
    logRows: isQuick ? 10_000 : 50_000,
    httpMs: isQuick ? 500 : 2_000,
    httpNodes: isQuick ? 300 : 1_000,
    connections: 32,
    selectionSeeds: isQuick ? 3 : 5,
    selectionJobs: isQuick ? 6_000 : 20_000,
  }
}

const options = { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' }, profile: { type: 'string' } } as const

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    return null
  }
}
