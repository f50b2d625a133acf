import type { GridOrigin } from '@/server/core/what-if/sweep'

/** Ten thousand origins on land; made by server/cli/basemap/grid.ts. */
export async function readGrid(): Promise<readonly GridOrigin[]> {
  const answer = await fetch('/map/grid.json')
  if (!answer.ok) throw new Error(`The grid of origins answered ${answer.status}`)
  return gridOf((await answer.json()) as Record<string, number[]>)
}

/** Longitudes and latitudes by country, one after the other. */
export function gridOf(byCountry: Record<string, readonly number[]>): readonly GridOrigin[] {
  return Object.entries(byCountry).flatMap(([country, at]) =>
    Array.from({ length: at.length / 2 }, (_, i): GridOrigin => [at[2 * i]!, at[2 * i + 1]!, country]),
  )
}
