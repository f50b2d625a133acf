// The IP databases behind the core's GeoIp interface. A file that is missing, damaged or no location database makes its
// source unavailable, with a clear line in the log and in `status`: origins are then unknown, never some default.
// Open it once a process, from the process's entry (it starts a worker beside this file, so it must not be bundled).

import { join } from 'node:path'
import { rangesIn4 } from '@/server/core/geo/range-table'
import { rangesIn6 } from '@/server/core/geo/range-table6'
import type { GeoIp, GeoIpSourceStatus } from '@/server/core/origin/geoip'
import { loadTables } from './cache'
import { checkCanaries } from './canaries'
import { noSource, SourceLookup } from './source-lookup'
import { providerOf, sourceFiles } from './sources'
import type { SourceTables } from './tables'
import { TablesGeoIp } from './tables-geoip'

type Log = { info(message: string): void; warn(message: string): void }

/** `db` and `db2` are mmdb paths (GEOIP_DB, GEOIP_DB2), several by comma; absent: the bundled files. Never rejects. */
export async function openGeoIp(options: { dataDir: string; db?: string | null; db2?: string | null; log: Log }): Promise<GeoIp> {
  const folder = join(options.dataDir, 'geoip')
  const first = await openSource('primary', options.db, folder, options.log)
  let second = await openSource('second', options.db2, folder, options.log)
  if (first.lookup && second.lookup && first.status.source === second.status.source) {
    const message = `not used: it is of the same provider as the first database (${first.status.source}), so the two are one source; set GEOIP_DB2 to another provider's file`
    options.log.warn(`IP database: ${second.status.path}: ${message}`)
    second = { lookup: null, status: { ...second.status, ok: false, message } }
  }
  return new TablesGeoIp(first.lookup ?? noSource, second.lookup ?? noSource, [first.status, second.status])
}

type Source = { lookup: SourceLookup | null; status: GeoIpSourceStatus }

async function openSource(role: 'primary' | 'second', configured: string | null | undefined, folder: string, log: Log): Promise<Source> {
  const status: GeoIpSourceStatus = {
    role,
    source: 'none',
    path: configured ?? '',
    kind: null,
    records: { v4: 0, v6: 0 },
    buildDate: null,
    ok: false,
    message: '',
  }
  try {
    const paths = sourceFiles(role, configured)
    status.path = paths.join(',')
    status.source = providerOf(paths[0] as string)
    const tables = await loadTables({ folder, role, paths, withPoints: role === 'primary', log })
    status.kind = tables.kind
    status.buildDate = tables.buildDate
    status.records = { v4: tables.v4 ? rangesIn4(tables.v4) : 0, v6: tables.v6 ? rangesIn6(tables.v6) : 0 }
    const lookup = new SourceLookup(tables)
    const { right, wrong } = checkCanaries(lookup)
    if (lookup.places <= 1) throw new Error('it places no address')
    if (wrong > right) throw new Error(`it places ${wrong} of ${right + wrong} well-known addresses in the wrong country`)
    status.ok = true
    status.message = summary(role, tables)
    log.info(`IP database: ${status.path}: ${status.message}`)
    return { lookup, status }
  } catch (error) {
    status.message = `${reasonOf(error)}; ${consequence[role]}`
    log.warn(`IP database: ${status.path || role}: ${status.message}`)
    return { lookup: null, status }
  }
}

const consequence = {
  primary:
    'this source is not used, and origins that no other source places are unknown. Set GEOIP_DB to a city or country mmdb file, or run npm ci',
  second:
    'there is no second source, so no origin is of high confidence and no node is consistent. Set GEOIP_DB2 to a country mmdb file, or run npm ci',
} as const

function summary(role: 'primary' | 'second', tables: SourceTables): string {
  const families = [tables.v4 && 'IPv4', tables.v6 && 'IPv6'].filter((family) => family !== null).join(' and ')
  const points =
    role === 'primary' && tables.kind === 'country' ? '; it has no positions, so there is no nearest zone for such origins' : ''
  return `${tables.kind} database of ${tables.buildDate}, ${families}${points}`
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'the file does not exist'
  if (code === 'EACCES') return 'the file may not be read'
  if (code === 'EISDIR') return 'it is a folder'
  return code === 'MODULE_NOT_FOUND' ? 'the bundled file is not installed' : message
}
