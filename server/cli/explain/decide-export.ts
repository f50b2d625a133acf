// The same decision in this process, from an exported configuration and fleet: no server, no database.

import { readFileSync } from 'node:fs'
import { parseToken } from '@/server/core/boundary/tokens'
import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { parseConfig } from '@/server/core/config/parse'
import { parseAddress } from '@/server/core/geo/address'
import type { GeoToken } from '@/server/core/geo/place'
import { type GeoIp, noGeoIp } from '@/server/core/origin/geoip'
import { resolveOrigin } from '@/server/core/origin/resolve'
import { decide } from '@/server/core/routing/decide'
import { makeSnapshot } from '@/server/core/routing/snapshot'
import type { RouteRequest } from '@/server/core/routing/types'
import { whatWouldItTake } from '@/server/core/routing/what-would-it-take'
import { whyNot } from '@/server/core/routing/why-not'
import { type Arguments, UsageError } from './arguments'
import { fleetNodes } from './fleet-nodes'
import type { Explained } from './tree'

export async function decideExport(args: Arguments, openGeoIp: () => Promise<GeoIp>): Promise<Explained> {
  if (!args.config || !args.nodes) throw new UsageError('--config and --nodes go together: an exported configuration and the fleet.')
  const document = readJson(args.config, '--config')
  const parsed = parseConfig(document)
  if (!parsed.ok)
    throw new UsageError(
      `--config: ${parsed.findings
        .map(({ path, message }) => `${path}: ${message}`)
        .slice(0, 5)
        .join('\n')}`,
    )
  const config = compileConfig(parsed.config, Number((document as { revision?: number }).revision ?? 0))
  const nodes = fleetNodes(readJson(args.nodes, '--nodes'), config)
  // An export is of one moment: that of the latest word from a node.
  const now = nodes.reduce((latest, { lastSeenAt }) => Math.max(latest, lastSeenAt), 0)
  const gate = {
    zones: Object.fromEntries(config.topZones.map((zone) => [zone, { state: 'on' as const, canaryPct: 100 }])),
    override: null,
  }
  const snapshot = makeSnapshot(config, nodes, gate)
  if (args.subcloud && !config.subclouds.has(args.subcloud))
    throw new UsageError(`--subcloud: there is no Subcloud ${args.subcloud} in that configuration.`)
  const address = args.ip ? parseAddress(args.ip) : null
  if (args.ip && address === null) throw new UsageError(`--ip: ${args.ip} is not an IPv4 or IPv6 address.`)
  const stated = args.country ? { country: args.country } : null
  const geoip = address === null ? noGeoIp : await openGeoIp()
  const request: RouteRequest = {
    model: args.model,
    environment: 'mainnet',
    subcloud: args.subcloud ?? null,
    key: { id: 'explain', geo: null },
    origin: resolveOrigin({ address, malformed: false, stated, edgeCountry: null }, config, geoip),
    geo: {
      prefer: tokens(args.prefer, '--prefer', config),
      only: args.only.length > 0 ? tokens(args.only, '--only', config) : null,
      deny: tokens(args.deny, '--deny', config),
      fallback: args.fallback,
    },
    requirements: { minVramGb: args.minVramGb, gpu: args.gpu ?? null },
    affinityKey: null,
    retry: null,
  }
  const context = { now, seed: args.seed ?? 'explain', explain: true }
  const decision = decide(snapshot, request, context)
  return {
    ...decision.toJSON(),
    whyNot: args.node ? whyNot(snapshot, request, args.node.toLowerCase(), context) : null,
    take: decision.outcome === 'refused' ? whatWouldItTake(snapshot, request, context) : [],
  }
}

function tokens(texts: readonly string[], option: string, config: CompiledConfig): GeoToken[] {
  return texts.map((text) => {
    const parsed = parseToken(text, config)
    if (parsed.ok) return parsed.token
    throw new UsageError(`${option}: ${parsed.message}`)
  })
}

function readJson(file: string, option: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${option}: ${file} cannot be read as JSON: ${(error as Error).message}`)
  }
}
