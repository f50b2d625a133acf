import type { MultiPolygon } from '../config/schema'

export type Normalised = { ok: true; polygons: MultiPolygon['coordinates']; cut: boolean } | { ok: false; path: string; message: string }

export function normaliseMultiPolygon(shape: MultiPolygon): Normalised {
  return { ok: true, polygons: shape.coordinates, cut: false }
}
