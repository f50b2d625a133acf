import type { Map as MapLibre } from 'maplibre-gl'
import { type Theme, token, zoneHue, zoneHues } from '../../_lib/theme/tokens'
import { arrow } from './arrow'
import { badHatch, hatch } from './hatch'
import { hatchName } from './layers/zones'

/** The images that the layers name, made or, in another theme, made over. */
export function setImages(map: MapLibre, theme: Theme): void {
  if (!map.hasImage('arrow')) map.addImage('arrow', arrow(), { pixelRatio: 2, sdf: true })
  const hatches = [...zoneHues.keys()].map((slot) => [hatchName(slot), zoneHue(slot, theme).fill] as const)
  for (const [name, colour] of [...hatches, [badHatch, token('bad', theme)] as const]) {
    if (map.hasImage(name)) map.updateImage(name, hatch(colour))
    else map.addImage(name, hatch(colour), { pixelRatio: 2 })
  }
}
