import type { Pool } from 'pg'
import { nowhere } from '@/server/core/config/contain'
import type { DiffedOrigin } from '@/server/core/config/diff-origins'
import type { Confidence, OriginSource } from '@/server/core/origin/types'

const last = 10_000

type Row = {
  origin_country: string | null
  origin_subdivision: string | null
  origin_cell_x: number | null
  origin_cell_y: number | null
  origin_source: OriginSource
  origin_confidence: Confidence
  jobs: number
}

/** Where the last jobs came from, cells that are equal counted together. */
export async function recentOrigins(pool: Pool): Promise<DiffedOrigin[]> {
  const { rows } = await pool.query<Row>(
    `SELECT origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_source, origin_confidence, count(*)::int AS jobs
     FROM (SELECT * FROM decisions ORDER BY id DESC LIMIT $1) AS recent
     GROUP BY 1, 2, 3, 4, 5, 6`,
    [last],
  )
  return rows.map((row) => ({
    jobs: row.jobs,
    origin: {
      country: row.origin_country,
      subdivision: row.origin_subdivision,
      cell: row.origin_cell_x === null || row.origin_cell_y === null ? null : [row.origin_cell_x / 2 + 0.25, row.origin_cell_y / 2 + 0.25],
      source: row.origin_source,
      confidence: row.origin_confidence,
      containment: nowhere,
      nearest: null,
      address: null,
      reasons: [],
    },
  }))
}
