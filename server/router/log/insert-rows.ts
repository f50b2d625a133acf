// How rows of each kind come into their table. COPY straight into it is the rule; a batch that PostgreSQL has in part
// already (the router died between the commit and the cursor) is refused whole by the primary key and takes the way over
// a table of its own, which leaves out what is there.

import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyHeader, copyTrailer } from './copy-writer'
import { decisionColumns } from './decision-row'
import { insertDecisionsSql, insertOutcomesSql } from './json-rows'
import { outcomeColumns } from './outcome-row'
import type { SpooledRows } from './read-batch'
import type { RecordKind } from './record'

const copied = { D: { table: 'decisions', columns: decisionColumns }, O: { table: 'lease_outcomes', columns: outcomeColumns } } as const
const UNIQUE_VIOLATION = '23505'

/** All or none of them; `all` are of the one kind. */
export async function insertRows(client: PoolClient, kind: RecordKind, all: readonly SpooledRows[]): Promise<void> {
  if (kind === 'd' || kind === 'o') {
    const text = `[${all.map(({ rows }) => rows.toString()).join(',')}]`
    await client.query(kind === 'd' ? insertDecisionsSql : insertOutcomesSql, [text])
    return
  }
  const { table, columns } = copied[kind]
  try {
    await copyInto(client, table, columns, all)
  } catch (error) {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error
    await insertMissing(client, table, columns, all)
  }
}

async function insertMissing(client: PoolClient, table: string, columns: string, all: readonly SpooledRows[]): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`CREATE TEMP TABLE spooled ON COMMIT DROP AS SELECT ${columns} FROM ${table} WITH NO DATA`)
    await copyInto(client, 'spooled', columns, all)
    await client.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM spooled ON CONFLICT DO NOTHING`)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

function copyInto(client: PoolClient, table: string, columns: string, all: readonly SpooledRows[]): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN (FORMAT binary)`))
  return new Promise((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
    // What is written lies in memory already: waiting for the socket between the parts would free nothing.
    stream.write(copyHeader)
    for (const { rows } of all) stream.write(rows)
    stream.end(copyTrailer)
  })
}
