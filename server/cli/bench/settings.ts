/** How long and how often. Rounds are never fewer than five in the default run. */
export type Settings = {
  isJson: boolean
  isQuick: boolean
  /** Only results whose names begin with this. */
  only: string | null
  rounds: number
  inProcessMs: number
  sizes: readonly (readonly [label: string, nodes: number])[]
  memoryNodes: number
  logRows: number
  httpMs: number
  httpNodes: number
  connections: number
}

const usage = `npm run bench [-- --json] [-- --quick] [-- --only <prefix>]
  --json   one JSON object a line instead of the table
  --quick  fewer and shorter rounds, without the fleet of a million
  --only   decide, locate, memory, log or http`

export function readSettings(args: readonly string[]): Settings | { usage: string } {
  const known = new Set(['--json', '--quick', '--only'])
  const at = args.indexOf('--only')
  const only = at < 0 ? null : (args[at + 1] ?? '')
  if (only === '' || args.some((arg, i) => !known.has(arg) && (at < 0 || i !== at + 1))) return { usage }
  const isQuick = args.includes('--quick')
  const small = [
    ['1k', 1_000],
    ['100k', 100_000],
  ] as const
  return {
    isJson: args.includes('--json'),
    isQuick,
    only,
    rounds: isQuick ? 3 : 5,
    inProcessMs: isQuick ? 100 : 250,
    sizes: isQuick ? small : [...small, ['1m', 1_000_000]],
    memoryNodes: isQuick ? 10_000 : 50_000,
    logRows: isQuick ? 2_000 : 10_000,
    httpMs: isQuick ? 500 : 2_000,
    httpNodes: isQuick ? 300 : 1_000,
    connections: 32,
  }
}
