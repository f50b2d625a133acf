import type { Channel } from './channels'

type Queryable = { query(text: string, values: unknown[]): Promise<unknown> }

/** Sent when the surrounding transaction commits. At most 8,000 bytes of payload, of which nothing may depend. */
export async function notify(db: Queryable, channel: Channel, payload = ''): Promise<void> {
  await db.query('SELECT pg_notify($1, $2)', [channel, payload])
}
