import type { TestControl } from './control'

/** A live node with a country's tag that two databases agree with. */
export async function registerNode(
  { db, control }: TestControl,
  id: string,
  country: string,
  more: { joins?: string[] } = {},
): Promise<void> {
  const now = control.now()
  const evidence = {
    databases: [
      { source: 'a', country },
      { source: 'b', country },
    ],
    override: null,
    class: null,
  }
  await db.pool.query(
    `INSERT INTO nodes (id, operator, environments, models, gpu, vram_gb, slots, version, joins, region_tag, endpoint, address_prefix, address_hash, network, address_evidence, session_id, registered_at)
     VALUES ($1, 'o', '{mainnet}', '{llama}', 'g', 24, 4, '1', $2, $3, 'https://198.51.100.9', '198.51.100.0/24', '\\x00', 'n', $4, 's', $5)`,
    [id, more.joins ?? [], `country:${country}`, JSON.stringify(evidence), new Date(now)],
  )
  await db.pool.query('INSERT INTO node_live (node_id, last_seen_at, live_until, last_message_at) VALUES ($1, $2, $3, $2)', [
    id,
    new Date(now),
    new Date(now + 3_600_000),
  ])
}
