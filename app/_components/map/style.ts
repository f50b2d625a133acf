// The map's style as a pure function of theme, zones and selection: what is drawn can be read and tested as JSON.
// Live sources start empty and are filled by the canvas; a new style with the same sources keeps what is in them.

import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl'
import { token } from '../../_lib/theme/tokens'
import { basemapLayers } from './layers/basemap'
import { flowLayers } from './layers/flows'
import { lensLayers } from './layers/lens'
import { nodeLayers } from './layers/nodes'
import { originLayers } from './layers/origins'
import { zoneLabelLayers, zoneLayers } from './layers/zones'
import type { MapLook } from './look'
import { closeZoom } from './sight'

const empty = { type: 'FeatureCollection', features: [] } as const
const live = (extra: object = {}): SourceSpecification => ({ type: 'geojson', data: empty as never, ...extra }) as SourceSpecification

export const nodeSource = {
  cluster: true,
  clusterRadius: 34,
  clusterMaxZoom: closeZoom - 1,
  clusterProperties: {
    nodes: ['+', ['coalesce', ['get', 'nodes'], 1]],
    live: ['+', ['coalesce', ['get', 'live'], ['case', ['==', ['get', 'condition'], 'live'], 1, 0]]],
  },
}

export function mapStyle(look: MapLook): StyleSpecification {
  const layers: LayerSpecification[] = [
    ...basemapLayers(look.theme),
    ...zoneLayers(look),
    ...lensLayers(look.theme, look.lens),
    ...originLayers(look),
    ...flowLayers(look.theme),
    ...zoneLabelLayers(look.theme),
    ...nodeLayers(look.theme, look.selectedNode),
  ]
  return {
    version: 8,
    sources: {
      world: { type: 'geojson', data: '/map/world.json' },
      areas: live(),
      labels: live(),
      origins: live(),
      flows: live(),
      nodes: live(nodeSource),
    },
    layers,
    transition: { duration: 0, delay: 0 },
    sky: { 'sky-color': token('water', look.theme) },
  }
}
