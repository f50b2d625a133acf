// `npm run bench`: how fast the product is on this machine, beside peers, in interleaved rounds. Figures go to stdout, progress to
// stderr. Everything runs on loopback, on free ports, in a temporary folder, and ends with this process.

import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readEnv } from '@/server/platform/env'
import { openGeoIp } from '@/server/platform/geoip/open'
import { benchHttp } from './bench/http'
import { type Database, startDatabase } from './bench/http/site'
import { benchDecide, benchLocate, benchLog, benchMemory } from './bench/in-process'
import { describeMachine } from './bench/machine'
import { jsonLine, type Result } from './bench/result'
import { endAll } from './bench/running'
import { benchSelection, printSelection, selectionResults } from './bench/selection'
import { readSettings, type Settings } from './bench/settings'
import { printTable } from './bench/table'

const startedAt = performance.now()
const say = (line: string) => process.stderr.write(`[${Math.round((performance.now() - startedAt) / 1000)} s] ${line}\n`)
const print = (line: string) => process.stdout.write(`${line}\n`)

async function main(settings: Settings): Promise<void> {
  const machine = describeMachine()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'resultity-geo-bench-'))
  let opening: Promise<Database> | null = null
  let stopping: Promise<void> | null = null
  const cleanUp = () => {
    stopping ??= (async () => {
      await endAll()
      await (await opening?.catch(() => null))?.stop()
      rmSync(dataDir, { recursive: true, force: true })
    })()
    return stopping
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void cleanUp().finally(() => process.exit(130)))

  const results: Result[] = []
  const take = (found: readonly Result[]) => {
    results.push(...found)
    if (settings.isJson) for (const result of found) print(jsonLine(result))
  }
  if (settings.isJson) print(jsonLine({ name: 'machine', value: machine.cores, unit: 'cores', ...machine }))
  try {
    reuseTables(dataDir)
    take(await benchDecide(settings, say))
    take(await benchLocate(settings, dataDir, say))
    take(await benchMemory(settings, say))
    const selections = await benchSelection(settings, say)
    if (settings.isJson) take(selectionResults(selections))
    const isWanted = (part: string) => settings.only === null || settings.only.startsWith(part)
    if (isWanted('log') || isWanted('http')) {
      say('an embedded PostgreSQL')
      opening = startDatabase(dataDir)
      const database = await opening
      if (isWanted('log')) take(await benchLog(settings, database.url, dataDir, say))
      if (isWanted('http')) {
        const geoip = await openGeoIp({ dataDir, log: { info: () => {}, warn: say } })
        take(await benchHttp(settings, machine, database, dataDir, geoip, say))
      }
    }
    if (!settings.isJson) {
      printTable(machine, results, print)
      printSelection(selections, print)
    }
    say('done')
  } finally {
    await cleanUp()
  }
}

/** An installation that has run has the IP databases prepared already. */
function reuseTables(dataDir: string): void {
  const prepared = path.join(readEnv().dataDir, 'geoip')
  if (!existsSync(prepared)) return
  for (const file of readdirSync(prepared).filter((name) => name.endsWith('.tables')))
    cpSync(path.join(prepared, file), path.join(dataDir, 'geoip', file), { recursive: true })
}

const settings = readSettings(process.argv.slice(2))
if ('usage' in settings) {
  process.stderr.write(`${settings.usage}\n`)
  process.exit(2)
}
main(settings).then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
