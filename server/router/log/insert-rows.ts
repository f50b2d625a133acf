// How rows of each kind come into their table. COPY straight into it is the rule; a batch that PostgreSQL has in part
// already (the router died between the commit and the cursor) is refused whole by the primary key and takes the way over
// a table of its own, which leaves out what is there.

import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { copyHeader, copyTrailer } from './copy-writer'
import { decisionColumns } from './decision-row'
import { earlierDecisionColumns, insertDecisionsSql, insertOutcomesSql } from './earlier-rows'
import { outcomeColumns } from './outcome-row'
import type { SpooledRows } from './read-batch'
import { isJson, type RecordKind } from './record'

const copied = {
  F: { table: 'decisions', columns: decisionColumns },
  O: { table: 'lease_outcomes', columns: outcomeColumns },
  D: { table: 'decisions', columns: earlierDecisionColumns.D },
  E: { table: 'decisions', columns: earlierDecisionColumns.E },
} as const
const UNIQUE_VIOLATION = '23505'
const PART_BYTES = 32 * 1024

/** All or none of them; `all` are of the one kind. */
export async function insertRows(client: PoolClient, kind: RecordKind, all: readonly SpooledRows[]): Promise<void> {
  if (isJson(kind)) {
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
    for (const part of inParts([copyHeader, ...all.map(({ rows }) => rows), copyTrailer])) stream.write(part)
    stream.end()
  })
}

/** Joins what is small: each part costs two system calls. */
function inParts(pieces: readonly Buffer[]): Buffer[] {
  const parts: Buffer[] = []
  for (let from = 0, to = 0; from < pieces.length; from = to) {
    let size = 0
    do size += pieces[to++]!.length
    while (to < pieces.length && size + pieces[to]!.length <= PART_BYTES)
    parts.push(to - from === 1 ? pieces[from]! : Buffer.concat(pieces.slice(from, to), size))
  }
  return parts
}
