import type { Map as MapLibre } from 'maplibre-gl'
import { type Theme, token, zoneHue, zoneHues } from '../../_lib/theme/tokens'
import { arrow } from './arrow'
import { hatch, toneHatch } from './hatch'
import { hatchName } from './layers/zones'

/** The images that the layers name, made or, in another theme, made over. */
export function setImages(map: MapLibre, theme: Theme): void {
  if (!map.hasImage('arrow')) map.addImage('arrow', arrow(), { pixelRatio: 2, sdf: true })
  const zones = [...zoneHues.keys()].map((slot) => [hatchName(slot), zoneHue(slot, theme).fill] as const)
  const tones = (['bad', 'warn', 'faint'] as const).map((tone) => [toneHatch[tone], token(tone, theme)] as const)
  for (const [name, colour] of [...zones, ...tones]) {
    if (map.hasImage(name)) map.updateImage(name, hatch(colour))
    else map.addImage(name, hatch(colour), { pixelRatio: 2 })
  }
}
