/** An arrowhead pointing along its line, white on nothing: MapLibre tints it. RGBA, ready for `addImage`. */
export function arrow(size = 24): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(size * size * 4)
  const middle = (size - 1) / 2
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const half = ((size - 1 - x) / (size - 1)) * middle * 0.8
      const cover = Math.max(0, Math.min(1, half - Math.abs(y - middle) + 0.5))
      data.set([255, 255, 255, Math.round(cover * 255)], (y * size + x) * 4)
    }
  }
  return { width: size, height: size, data }
}
