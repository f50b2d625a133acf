// Shapes of one polygon, and what is wrong with them.

import { expect } from 'vitest'
import type { MultiPolygon } from '../config/schema'
import { normaliseMultiPolygon } from '../geo/polygon-normal'

export type Ring = [number, number][]
export const shapeOf = (...rings: Ring[]): MultiPolygon => ({ type: 'MultiPolygon', coordinates: [rings] })

/** Null where it can be stored. Either is found quickly. */
export const refusal = (shape: MultiPolygon) => {
  // CPU time: what the work costs, however busy the machine is.
  const before = process.cpuUsage()
  const result = normaliseMultiPolygon(shape)
  const spent = process.cpuUsage(before)
  expect((spent.user + spent.system) / 1000).toBeLessThan(200)
  return result.ok ? null : result.message
}
