import type { TestControl } from './control'

export type TestNode = { country?: string; joins?: string[]; vramGb?: number; status?: 'serving' | 'left' }

export const nodeIdOf = (n: number): string => `0x${n.toString(16).padStart(40, '0')}`

/** A live node as a router writes it, at a place that two databases agree on. Answers its id. */
export async function putNode({ db, replica, control }: TestControl, n: number, node: TestNode = {}): Promise<string> {
  const { country = 'DE', joins = [], vramGb = 24, status = 'serving' } = node
  const evidence = { databases: ['first', 'other'].map((source) => ({ source, country })), override: null, class: null }
  const seen = new Date(control.now())
  await db.pool.query(
    `INSERT INTO nodes (id, operator, environments, models, gpu, vram_gb, slots, version, region_tag, joins, status, address_prefix, address_hash, network, address_evidence, session_id)
     VALUES ($1, $2, '{mainnet}', '{llama}', 'RTX 4090', $3, 4, '1.0.0', $4, $5, $6, '203.0.113.0/24', '\\x00', '203.0.0.0/16', $7, 's')
     ON CONFLICT (id) DO UPDATE SET joins = excluded.joins, vram_gb = excluded.vram_gb, status = excluded.status,
       region_tag = excluded.region_tag, address_evidence = excluded.address_evidence`,
    [nodeIdOf(n), `operator-${n}`, vramGb, `country:${country}`, joins, status, JSON.stringify(evidence)],
  )
  await db.pool.query(
    `INSERT INTO node_live (node_id, last_seen_at, live_until, last_message_at) VALUES ($1, $2, $3, $2)
     ON CONFLICT (node_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, live_until = excluded.live_until, last_message_at = excluded.last_message_at`,
    [nodeIdOf(n), seen, new Date(seen.getTime() + 3_600_000)],
  )
  await replica.refresh()
  return nodeIdOf(n)
}
