// Distance from a point to the nearest of many short lines, up to 50 km: a grid of one-degree cells, each with the
// segments that pass through it. Distances are measured on a plane tangent at the point, which is exact to 0.1 % there.

import { earthRadiusKm } from './distance'
import type { LngLat } from './place'

const reachKm = 50
const kmPerDegree = (earthRadiusKm * Math.PI) / 180

export class BorderIndex {
  readonly #cells = new Map<number, number[]>()

  /** Lines as x0 y0 x1 y1 … */
  constructor(lines: readonly Float64Array[]) {
    for (const line of lines) {
      for (let i = 2; i < line.length; i += 2) this.#add(line[i - 2]!, line[i - 1]!, line[i]!, line[i + 1]!)
    }
  }

  #add(x0: number, y0: number, x1: number, y1: number): void {
    // A segment along ±180° that changes sign is drawn on one side.
    const ex = x1 - x0 > 180 ? x1 - 360 : x1 - x0 < -180 ? x1 + 360 : x1
    for (let cx = Math.floor(Math.min(x0, ex)); cx <= Math.max(x0, ex); cx++) {
      for (let cy = Math.floor(Math.min(y0, y1)); cy <= Math.max(y0, y1); cy++) {
        const key = cellKey(cx, cy)
        const cell = this.#cells.get(key)
        if (cell) cell.push(x0, y0, ex, y1)
        else this.#cells.set(key, [x0, y0, ex, y1])
      }
    }
  }

  /** Infinite when nothing is within 50 km. */
  distanceKm([x, y]: LngLat): number {
    const scale = Math.max(0.02, Math.cos((y * Math.PI) / 180))
    const dy = reachKm / kmPerDegree
    const dx = Math.min(180, dy / scale)
    let best = Number.POSITIVE_INFINITY
    for (let cx = Math.floor(x - dx); cx <= x + dx; cx++) {
      for (let cy = Math.floor(y - dy); cy <= y + dy; cy++) {
        const cell = this.#cells.get(cellKey(cx, cy))
        if (!cell) continue
        for (let i = 0; i < cell.length; i += 4) best = Math.min(best, distanceToSegment(cell, i, x, y, scale))
      }
    }
    const km = Math.sqrt(best) * kmPerDegree
    return km <= reachKm ? km : Number.POSITIVE_INFINITY
  }
}

const cellKey = (cx: number, cy: number): number => ((((cx + 180) % 360) + 360) % 360) * 256 + cy + 90

/** Squared, in degrees of latitude, with the point as origin. */
function distanceToSegment(cell: readonly number[], i: number, x: number, y: number, scale: number): number {
  const turn = Math.round((cell[i]! - x) / 360) * 360
  const ax = (cell[i]! - turn - x) * scale
  const ay = cell[i + 1]! - y
  const bx = (cell[i + 2]! - turn - x) * scale
  const by = cell[i + 3]! - y
  const length = (bx - ax) ** 2 + (by - ay) ** 2
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * (bx - ax) + ay * (by - ay)) / length))
  return (ax + t * (bx - ax)) ** 2 + (ay + t * (by - ay)) ** 2
}
