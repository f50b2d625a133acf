import { isInside } from '@/server/core/boundary/inside'
import type { Boundary } from '@/server/core/boundary/types'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { contain } from '@/server/core/config/contain'
import { countries } from '@/server/core/config/countries'

/** The countries that a boundary lets in as wholes; null: it is unrestricted. */
export function resolvedCountries(boundary: Boundary, config: CompiledConfig): string[] | null {
  if (boundary.kind === 'unrestricted') return null
  return [...countries.keys()].filter((country) => {
    const place = { country, subdivision: null, point: null }
    return isInside(boundary, place, contain(config, place, 'high'), config)
  })
}
