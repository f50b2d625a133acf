/** Names under which the canvas adds the hatches that mean something: refused, doubtful, left aside. */
export const toneHatch = { bad: 'hatch-bad', warn: 'hatch-warn', faint: 'hatch-faint' } as const

/** A seamless diagonal hatch in one colour: "below target" without relying on colour. RGBA, ready for `addImage`. */
export function hatch(hex: string, size = 16, stroke = 3): { width: number; height: number; data: Uint8ClampedArray } {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number]
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      // Distance from the nearest line, wrapped so that the tile repeats without a seam; its last pixel fades.
      const along = (x + y) % size
      const cover = Math.max(0, Math.min(1, stroke - Math.min(along, size - along)))
      data.set([r, g, b, Math.round(cover * 190)], (y * size + x) * 4)
    }
  }
  return { width: size, height: size, data }
}
