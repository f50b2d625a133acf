import { parseArgs } from 'node:util'

export class UsageError extends Error {}

export const usage = `npm run explain -- --model <id> [--ip <address> | --country <CC>] [--subcloud <slug>] [--prefer <token>]… [--only <token>]…
  [--deny <token>]… [--fallback none|adjacent|global] [--min-vram <GB>] [--gpu <name>] [--node 0x…] [--seed <text>] [--json]
  against a running server:   --url http://127.0.0.1:3000 --key <API key of scope gateway>   (or RGEO_URL, RGEO_KEY)
  against an export:          --config config.json --nodes nodes.json   (GET /api/v1/config and /api/v1/nodes)`

export type Arguments = ReturnType<typeof readArguments>

export function readArguments(argv: readonly string[], env: Record<string, string | undefined>) {
  const text = { type: 'string' } as const
  const list = { type: 'string', multiple: true } as const
  const { values } = parse()
  if (!values.help && !values.model) throw new UsageError(`--model is missing.\n\n${usage}`)
  if (values.fallback && !['none', 'adjacent', 'global'].includes(values.fallback))
    throw new UsageError('--fallback: none, adjacent or global.')
  const vram = values['min-vram'] === undefined ? null : Number(values['min-vram'])
  if (vram !== null && !(vram >= 0)) throw new UsageError('--min-vram: a number of GB.')
  if (values.config && (values.url || values.key)) throw new UsageError('Either --url and --key, or --config and --nodes, not both.')
  const tokens = (of: string[] | undefined) => (of ?? []).flatMap((one) => one.split(',')).filter((one) => one !== '')
  return {
    ...values,
    model: values.model ?? '',
    prefer: tokens(values.prefer),
    only: tokens(values.only),
    deny: tokens(values.deny),
    fallback: (values.fallback ?? null) as 'none' | 'adjacent' | 'global' | null,
    minVramGb: vram,
    url: values.url ?? env.RGEO_URL ?? 'http://127.0.0.1:3000',
    key: values.key ?? env.RGEO_KEY ?? null,
  }

  function parse() {
    try {
      return parseArgs({
        args: [...argv],
        options: {
          model: text,
          ip: text,
          country: text,
          subcloud: text,
          prefer: list,
          only: list,
          deny: list,
          fallback: text,
          'min-vram': text,
          gpu: text,
          node: text,
          seed: text,
          url: text,
          key: text,
          config: text,
          nodes: text,
          json: { type: 'boolean' },
          help: { type: 'boolean' },
        },
      })
    } catch (error) {
      throw new UsageError(`${(error as Error).message}\n\n${usage}`)
    }
  }
}
