// The files of the last known good state: the configuration, gate and keys, the nodes, and how they are just now. Read back
// through the same schemas as rows from Postgres; a file that does not parse is ignored like a damaged one.

import { z } from 'zod'
import type { GateView } from '@/server/core/activation/types'
import { type Config, configSchema } from '@/server/core/config/schema'
import type { ApiKeyRecord } from '@/server/platform/auth/api-keys'
import { listPieces, load, save, saveList, savePieces } from './last-known-good'
import { keyRecordSchema } from './load-keys'
import { gateViewSchema } from './load-pulse'
import { movingSchema, type NodeLiveRecord, type NodeRecord } from './node-record'

export type StateFiles = {
  config: { revision: number; source: Config } | null
  access: { gate: GateView; keys: ReadonlyMap<string, ApiKeyRecord>; refreshedAt: number | null } | null
  fleet: Iterable<NodeRecord> | null
  live: Iterable<NodeLiveRecord> | null
}

const configFile = z.object({ revision: z.number(), source: configSchema })
const accessFile = z.object({
  gate: gateViewSchema,
  keys: z.array(z.tuple([z.string(), keyRecordSchema])),
  refreshedAt: z.number().nullable(),
})
// Written by this very code and held by a checksum: only what tells a node from something else is looked at, and what earlier versions did not write.
const fleetFile = z.array(z.looseObject({ id: z.string(), moving: movingSchema }))
const liveFile = z.array(z.looseObject({ nodeId: z.string() }))

export async function writeState(dir: string, now: number, state: StateFiles): Promise<void> {
  if (state.config) await savePieces(dir, 'config', configPieces(state.config), now)
  if (state.access) await save(dir, 'access', { ...state.access, keys: [...state.access.keys] }, now)
  if (state.fleet) await saveList(dir, 'fleet', state.fleet, now)
  if (state.live) await saveList(dir, 'live', state.live, now)
}

/** The zones are what a configuration is large by. */
function* configPieces({ revision, source }: NonNullable<StateFiles['config']>): Iterable<string> {
  const { zones, ...rest } = source
  yield `{"revision":${revision},"source":${JSON.stringify(rest).slice(0, -1)},"zones":`
  yield* listPieces(zones)
  yield '}}'
}

export async function readState(
  dir: string,
  onDamaged: (path: string, reason: string) => void,
): Promise<StateFiles & { fleet: NodeRecord[]; live: NodeLiveRecord[] }> {
  const parse = async <T>(name: string, schema: z.ZodType<T>): Promise<T | null> => {
    const stored = await load(dir, name, onDamaged)
    const parsed = schema.safeParse(stored?.body)
    if (stored && !parsed.success) onDamaged(`${dir}/${name}.json`, 'its content does not parse')
    return parsed.success ? parsed.data : null
  }
  const access = await parse('access', accessFile)
  return {
    config: await parse('config', configFile),
    access: access && { ...access, keys: new Map(access.keys) },
    fleet: ((await parse('fleet', fleetFile)) ?? []) as unknown as NodeRecord[],
    live: ((await parse('live', liveFile)) ?? []) as unknown as NodeLiveRecord[],
  }
}
