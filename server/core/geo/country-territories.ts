// Where Natural Earth and ISO 3166-1 disagree about whose a polygon is. It draws French departments as France, Svalbard and
// Bouvet as Norway, Bonaire as the Netherlands, Crimea as Russia. Each polygon is given to whoever's box its middle is in.

import type { BBox } from './place'

/** `to` null: nobody's, for a product that must not take sides or cannot name the place. */
const territories: readonly (readonly [from: string, to: string | null, box: BBox])[] = [
  ['FR', 'GF', [-55, 2, -51, 6]],
  ['FR', 'GP', [-62, 15.8, -60.9, 16.6]],
  ['FR', 'MQ', [-61.3, 14.3, -60.7, 15]],
  ['FR', 'RE', [55, -21.5, 56, -20.8]],
  ['FR', 'YT', [44.9, -13.1, 45.4, -12.5]],
  ['NO', 'SJ', [-10, 70.5, -7, 71.5]],
  ['NO', 'SJ', [8, 73.5, 36, 81.5]],
  ['NO', 'BV', [3, -55, 4, -54]],
  ['NL', 'BQ', [-69, 11.9, -68, 12.5]],
  ['NL', 'BQ', [-63.5, 17.3, -62.8, 17.8]],
  ['NZ', 'TK', [-173, -10, -170, -8]],
  ['Indian Ocean Ter.', 'CX', [105, -11, 106, -10]],
  ['Indian Ocean Ter.', 'CC', [96, -13, 97.5, -11]],
  ['RU', null, [32.4, 44.3, 36.7, 46.3]],
]

/** `drawn` is the country code the atlas gives, or the area's name where it has none. Null is nobody's. */
export function ownerOf(drawn: string, middle: readonly [lng: number, lat: number]): string | null {
  for (const [from, to, [west, south, east, north]] of territories) {
    if (from === drawn && middle[0] >= west && middle[0] <= east && middle[1] >= south && middle[1] <= north) return to
  }
  return drawn.length === 2 ? drawn : null
}

/** Islets the atlas leaves out, nearer to another country's coast than to their own. */
const undrawn: readonly BBox[] = [
  // Kastellorizo (GR), 2 km off Türkiye.
  [29.5, 36.08, 29.7, 36.2],
]

export const isUndrawnIslet = (lng: number, lat: number): boolean =>
  undrawn.some(([west, south, east, north]) => lng >= west && lng <= east && lat >= south && lat <= north)
