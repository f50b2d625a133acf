import type { Map as MapLibre, StyleSpecification } from 'maplibre-gl'
import { stepsBetween } from './restyle'

/** Turns the map from one of our styles to another, leaving what its sources hold. */
export function applyStyle(map: MapLibre, from: StyleSpecification, to: StyleSpecification): void {
  for (const step of stepsBetween(from, to)) {
    if (step.do === 'add') map.addLayer(step.layer, step.before)
    else if (step.do === 'remove') map.removeLayer(step.id)
    else if (step.do === 'filter') map.setFilter(step.id, step.filter)
    else if (step.do === 'paint') map.setPaintProperty(step.id, step.name as never, step.value as never)
    else map.setLayoutProperty(step.id, step.name as never, step.value as never)
  }
}
