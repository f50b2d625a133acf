// One request from everywhere: which zone would serve it, asked for each origin of a grid through the very decide. In
// steps, so that whoever runs it can show progress, let others in, or stop.

import type { CompiledConfig } from '../config/compiled'
import type { ZoneCode } from '../geo/place'
import { decide } from '../routing/decide'
import type { DecideContext, RouteRequest, Rung, Snapshot } from '../routing/types'
import { supposedOrigin } from './origin'

export type GridOrigin = readonly [lng: number, lat: number, country: string]
/** By origin of the grid: the zone's place in `zones`, or one of the two below. */
export type Sweep = { zones: readonly ZoneCode[]; served: Int16Array; rungs: Uint8Array; km: Float32Array }

export const inNoZone = -1
export const refusedThere = -2
export const sweepRungs: readonly Rung[] = ['preferred', 'ancestor', 'adjacent', 'global', 'agnostic']
const stepOrigins = 200

/** Yields how many origins are done. */
export function* sweepSteps(
  snapshot: Snapshot,
  request: RouteRequest,
  grid: readonly GridOrigin[],
  context: DecideContext,
): Generator<number, Sweep> {
  const { config } = snapshot
  const zones = [...config.zones.keys()]
  const indexOf = new Map(zones.map((code, i) => [code, i]))
  const sweep: Sweep = {
    zones,
    served: new Int16Array(grid.length),
    rungs: new Uint8Array(grid.length),
    km: new Float32Array(grid.length),
  }
  for (const [i, at] of grid.entries()) {
    if (i > 0 && i % stepOrigins === 0) yield i
    const { outcome, servedZone, rung, distanceKm } = decide(
      snapshot,
      { ...request, origin: originAt(at, config) },
      { ...context, seed: `${context.seed} ${i}` },
    )
    sweep.served[i] = outcome === 'refused' ? refusedThere : servedZone === null ? inNoZone : (indexOf.get(servedZone) ?? inNoZone)
    sweep.rungs[i] = rung === null ? 255 : sweepRungs.indexOf(rung)
    sweep.km[i] = distanceKm ?? Number.NaN
  }
  return sweep
}

const originAt = ([lng, lat, country]: GridOrigin, config: CompiledConfig) =>
  supposedOrigin({ kind: 'place', place: { country, subdivision: null, point: [lng, lat] }, confidence: 'high' }, config)
