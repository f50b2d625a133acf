import type { Theme } from '../../_lib/theme/tokens'
import type { ZoneLook } from '../../_lib/use-zones'
import type { Lens } from './layers/lens'

/** All that the style depends on. */
export type MapLook = {
  theme: Theme
  zones: readonly ZoneLook[]
  lens: Lens | null
  selectedZone: string | null
  selectedNode: string | null
}

/** No glyphs are loaded: MapLibre draws letters with the page's own font of this name. */
export const fonts = ['Inter Variable']
