// `npm run explain`: one job, and everything that led to where it would run, printed by the very code that routes it.

import { readEnv } from '@/server/platform/env'
import { openGeoIp } from '@/server/platform/geoip/open'
import { readArguments, UsageError, usage } from './explain/arguments'
import { askServer } from './explain/ask-server'
import { decideExport } from './explain/decide-export'
import { treeOf } from './explain/tree'

async function main(): Promise<void> {
  const args = readArguments(process.argv.slice(2), process.env)
  if (args.help) return void process.stdout.write(`${usage}\n`)
  const { dataDir, geoipDb: db, geoipDb2: db2 } = readEnv()
  const quiet = { info: () => {}, warn: (message: string) => void process.stderr.write(`${message}\n`) }
  const explained =
    args.config || args.nodes ? await decideExport(args, () => openGeoIp({ dataDir, db, db2, log: quiet })) : await askServer(args)
  process.stdout.write(args.json ? `${JSON.stringify(explained, null, 2)}\n` : treeOf(explained))
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof UsageError ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
