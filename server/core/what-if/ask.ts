// A question to the simulator, and the request that it stands for. It comes from a link or over the wire, so its tokens are
// read against the configuration that is asked; what does not exist there is said and not left out.

import { parseToken } from '../boundary/tokens'
import type { CompiledConfig } from '../config/compiled'
import type { Fallback } from '../config/schema'
import type { GeoToken } from '../geo/place'
import { relocateOrigin } from '../origin/relocate'
import type { RouteRequest, Trace } from '../routing/types'
import { supposedOrigin, type Where } from './origin'

export type Ask = {
  where: Where
  model: string
  environment: string
  subcloud: string | null
  geo: { prefer: readonly string[]; only: readonly string[] | null; deny: readonly string[]; fallback: Fallback | null }
  requirements: { minVramGb: number | null; gpu: string | null }
  affinityKey: string | null
}

export type Asked = { ok: true; request: RouteRequest } | { ok: false; problems: readonly string[] }

export function requestOf(ask: Ask, config: CompiledConfig): Asked {
  const problems: string[] = []
  const read = (texts: readonly string[]) =>
    texts.flatMap((text): GeoToken[] => {
      const parsed = parseToken(text, config)
      if (parsed.ok) return [parsed.token]
      problems.push(parsed.message)
      return []
    })
  const { where, geo, subcloud, ...rest } = ask
  const tokens = { prefer: read(geo.prefer), only: geo.only && read(geo.only), deny: read(geo.deny), fallback: geo.fallback }
  if (where.kind === 'area') read([where.token])
  if (subcloud !== null && !config.subclouds.has(subcloud)) problems.push(`There is no Subcloud ${subcloud} in this configuration.`)
  if (problems.length > 0) return { ok: false, problems }
  const request = {
    ...rest,
    subcloud,
    geo: tokens,
    key: { id: 'simulator', geo: null },
    origin: supposedOrigin(where, config),
    retry: null,
  }
  return { ok: true, request }
}

/** A logged job's request, to be asked anew: as a first attempt, under a configuration that may be another. */
export function requestAgain({ request, origin }: Pick<Trace, 'request' | 'origin'>, config: CompiledConfig): RouteRequest {
  const { retryOf: _, ...asked } = request
  return { ...asked, origin: relocateOrigin(origin, config), retry: null }
}
