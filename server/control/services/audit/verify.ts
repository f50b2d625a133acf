import { requireAccess } from '../../access'
import type { Verb } from '../../verb'
import type { ChainReport } from './schemas'

type Row = { checked: string; head_seq: string | null; head_hash: Buffer | null; id: string | null; seq: string | null }

/** Walks the whole trail: positions without gaps, each row's hash right and the next one's `prev_hash`. */
const query = `
  WITH walked AS (
    SELECT id, seq, hash,
      seq = row_number() OVER trail AND prev_hash IS NOT DISTINCT FROM lag(hash) OVER trail AND hash = audit_hash(e) AS holds
    FROM audit_events AS e WINDOW trail AS (ORDER BY seq)),
  broken AS (SELECT id, seq FROM walked WHERE NOT holds ORDER BY seq LIMIT 1),
  head AS (SELECT seq, hash FROM walked ORDER BY seq DESC LIMIT 1)
  SELECT (SELECT count(*) FROM walked) AS checked, head.seq AS head_seq, head.hash AS head_hash, broken.id, broken.seq
  FROM (SELECT 1) AS one LEFT JOIN head ON true LEFT JOIN broken ON true`

/** Whether the trail is as it was written. A tail that was cut off shows only against a head noted elsewhere, which is why it is told. */
export async function verifyChain({ ctx }: Verb): Promise<ChainReport> {
  requireAccess(ctx.actor, 'admin')
  const { rows } = await ctx.control.pool.query<Row>(query)
  const { checked, head_seq, head_hash, id, seq } = rows[0]!
  return {
    intact: id === null,
    checked: Number(checked),
    head: head_seq === null || head_hash === null ? null : { seq: Number(head_seq), hash: head_hash.toString('hex') },
    broken: id === null ? null : { id, seq: Number(seq) },
    at: ctx.control.now(),
  }
}
