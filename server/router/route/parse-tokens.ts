import { parseToken } from '@/server/core/boundary/tokens'
import type { CompiledConfig } from '@/server/core/config/compiled'
import type { GeoToken } from '@/server/core/geo/place'
import { ServiceError } from '@/server/platform/errors'

/** Tokens as the configuration knows them; a bare, unknown or retired one is refused with what to write instead. */
export function parseTokens(texts: readonly string[] | null | undefined, path: string, config: CompiledConfig): GeoToken[] {
  return (texts ?? []).map((text, i) => {
    const parsed = parseToken(text, config)
    if (parsed.ok) return parsed.token
    throw new ServiceError('invalid_geo_token', `${path}.${i}: ${parsed.message}`, {
      path: `${path}.${i}`,
      suggestions: parsed.suggestions,
    })
  })
}
