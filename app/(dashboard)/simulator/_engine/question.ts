import type { SetValues } from 'nuqs'
import type { inferParserType } from 'nuqs/server'
import type { SimulatedSide } from '@/server/control/services/simulate/schemas'
import { geoToken } from '@/server/core/config/schema'
import type { Ask } from '@/server/core/what-if/ask'
import type { Where } from '@/server/core/what-if/origin'
import type { simulatorParams } from '../search-params'

export type SimulatorParams = inferParserType<typeof simulatorParams>
export type SetParams = SetValues<typeof simulatorParams>

/** What the link asks. Null while no model is chosen. */
export function askOf(params: SimulatorParams, model: string | null): Ask | null {
  if (model === null) return null
  const { environment, subcloud, vram, gpu, prefer, only, deny, fallback, affinity } = params
  return {
    where: whereOf(params),
    model,
    environment,
    subcloud,
    geo: { prefer, only: only.length > 0 ? only : null, deny, fallback },
    requirements: { minVramGb: vram, gpu },
    affinityKey: affinity,
  }
}

/** A configuration as the link names it, for the server. */
export function sideOf(config: string | null): SimulatedSide {
  if (config === null) return 'published'
  return config.startsWith('draft:') ? { draftId: config.slice('draft:'.length) } : { revision: Number(config) }
}

export function whereOf({ place, at, confidence }: Pick<SimulatorParams, 'place' | 'at' | 'confidence'>): Where {
  const token = geoToken.safeParse(place).data ?? null
  const [kind, code = ''] = token?.split(':') ?? []
  if (token !== null && (kind === 'zone' || kind === 'jurisdiction')) return { kind: 'area', token }
  if (token === null && at === null) return { kind: 'unknown' }
  const subdivision = kind === 'subdivision' ? code : null
  return { kind: 'place', place: { country: token === null ? null : code.slice(0, 2), subdivision, point: at }, confidence }
}
