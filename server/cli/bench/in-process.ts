// Everything that needs no server: decisions at several sizes, locating, memory, rebuilds.

import { missing, type Result, resultOf } from './result'
import { interleave, type Subject } from './rounds'
import type { Settings } from './settings'
import { type SubjectProcess, startSubjects } from './subject-process'

export type Say = (line: string) => void
type Rows = { part: SubjectProcess; subject: string; name: string; unit: string; scale?: number; note?: string }

const wanted = (settings: Settings, prefix: string) =>
  settings.only === null || prefix.startsWith(settings.only) || settings.only.startsWith(prefix)

export async function benchDecide(settings: Settings, say: Say): Promise<Result[]> {
  if (!wanted(settings, 'decide') && !wanted(settings, 'rebuild')) return []
  const parts: SubjectProcess[] = []
  try {
    const rows: Rows[] = []
    for (const [label, nodes] of settings.sizes) {
      say(`a fleet of ${nodes.toLocaleString('en-US')} nodes`)
      const part = await startSubjects('decide', { nodes })
      parts.push(part)
      const { routedPct, agreedPct } = part.facts
      const checked = routedPct === undefined ? '' : `; ${routedPct} % routed, ${agreedPct} % as the naive form`
      for (const [subject, suffix, note] of [
        ['decide', '', `with what its trace is written from, half under Subclouds' policies${checked}`],
        ['trace', '.trace', 'the same and its trace written out'],
        ['conversation', '.conversation', 'each job is one of a conversation'],
        ['hot', '.hot', 'every zone sheds jobs'],
        ['busy', '.busy', '19 of 20 nodes have no slot left'],
        ['refuse', '.refusal', 'nobody can take the job, and a slot has changed hands since the last one'],
        ['naive', '.naive', 'filter and sort over objects, no trace'],
      ] as const)
        rows.push({ part, subject, name: `decide.${label}${suffix}`, unit: 'ns', note: `CPU, ${note}` })
      rows.push({
        part,
        subject: 'rebuild',
        name: `rebuild.${label}.ms`,
        unit: 'ms',
        scale: 1e-6,
        note: 'CPU, every general pool anew from the packed nodes',
      })
      rows.push({
        part,
        subject: 'join',
        name: `join.${label}`,
        unit: 'ns',
        note: 'CPU, a node judged, taken in, found its place in its pools, and gone again',
      })
    }
    const results = await measure(rows, settings, say)
    const left = settings.sizes.some(([label]) => label === '1m') ? [] : ['decide.1m', 'rebuild.1m.ms']
    return [...results, ...left.map((name) => missing(name, name.endsWith('.ms') ? 'ms' : 'ns', 'not measured in a quick run'))]
  } finally {
    await Promise.all(parts.map((part) => part.stop()))
  }
}

export async function benchLocate(settings: Settings, dataDir: string, say: Say): Promise<Result[]> {
  if (!wanted(settings, 'locate')) return []
  say('IP databases (prepared once, some seconds)')
  const part = await startSubjects('locate', { dataDir })
  try {
    const { drawnZones, vertices, inDrawnZonePct, rasterKiB, source } = part.facts
    const drawn = `${drawnZones} drawn zones of ${vertices} corners (raster ${rasterKiB} KiB), ${inDrawnZonePct} % of points inside one`
    return await measure(
      [
        ...(source === 'none'
          ? []
          : [
              {
                part,
                subject: 'ip',
                name: 'locate.ip',
                unit: 'ns',
                note: `CPU, random public IPv4 → country and zone, ${source} countries`,
              },
              {
                part,
                subject: 'ip6',
                name: 'locate.ip6',
                unit: 'ns',
                note: `CPU, random address of a known IPv6 network → country and zone, ${source} countries`,
              },
              { part, subject: 'city', name: 'locate.city', unit: 'ns', note: `CPU, random public IPv4 → position, ${source} city table` },
              { part, subject: 'origin', name: 'locate.origin', unit: 'ns', note: `CPU, address as text → whole origin; ${drawn}` },
            ]),
        { part, subject: 'point', name: 'locate.point', unit: 'ns', note: `CPU, point → zone; ${drawn}` },
      ],
      settings,
      say,
    )
  } finally {
    await part.stop()
  }
}

export async function benchMemory(settings: Settings, say: Say): Promise<Result[]> {
  if (!wanted(settings, 'memory')) return []
  const nodes = settings.memoryNodes
  say(`memory of ${nodes.toLocaleString('en-US')} nodes`)
  const part = await startSubjects('fleet', { nodes })
  try {
    const of = `of ${nodes.toLocaleString('en-US')} nodes`
    return await measure(
      [
        { part, subject: 'hot', name: 'memory.bytesPerNode', unit: 'B', note: `what decisions read: words, pools, ids; ${of}` },
        { part, subject: 'objects', name: 'memory.objectBytesPerNode', unit: 'B', note: `node, judged place, maps; ${of}` },
        { part, subject: 'all', name: 'memory.replicaBytesPerNode', unit: 'B', note: `with the records that they come from; ${of}` },
        {
          part,
          subject: 'config',
          name: 'rebuild.config.msPerNode',
          unit: 'ms',
          scale: 1e-6 / nodes,
          note: `every place judged again under a new configuration; ${of}`,
        },
      ],
      { ...settings, rounds: Math.min(3, settings.rounds) },
      say,
    )
  } finally {
    await part.stop()
  }
}

export async function benchLog(settings: Settings, database: string, dataDir: string, say: Say): Promise<Result[]> {
  if (!wanted(settings, 'log')) return []
  const rows = settings.logRows
  say(`log ingest of ${rows.toLocaleString('en-US')} rows a round`)
  const part = await startSubjects('log', { url: database, dataDir, rows })
  try {
    const note = `${part.facts.bytesPerRow} B a row with its trace`
    return await measure(
      [
        {
          part,
          subject: 'rowsPerSecond',
          name: 'log.rowsPerSecond',
          unit: 'rows/s',
          note: `made, spooled and in PostgreSQL, which syncs; ${note}`,
        },
        { part, subject: 'encode', name: 'log.encode', unit: 'ns', note: 'CPU, a decision → its row' },
      ],
      settings,
      say,
      {
        part,
        subject: 'cpuPerRow',
        name: 'log.cpuPerRow',
        unit: 'ns',
        note: 'CPU of the router’s part: encoding, spooling and draining; PostgreSQL’s not counted',
      },
    )
  } finally {
    await part.stop()
  }
}

/** `beside`: read after the first row's run of each round, without a run of its own. */
async function measure(rows: readonly Rows[], settings: Settings, say: Say, beside?: Rows): Promise<Result[]> {
  const besides: number[] = []
  const subjects = rows.map(
    ({ part, subject, name }, i): Subject => ({
      name,
      run: async () => {
        const { nsPerOp } = await part.measure(subject, settings.inProcessMs)
        if (beside && i === 0) besides.push((await beside.part.measure(beside.subject, 0)).nsPerOp)
        return nsPerOp
      },
    }),
  )
  const values = await interleave(subjects, settings.rounds, (round) =>
    say(round === 0 ? '  warming up' : `  round ${round} of ${settings.rounds}`),
  )
  const results = rows.map(({ name, unit, scale = 1, note }) =>
    resultOf(
      name,
      unit,
      (values.get(name) ?? []).map((value) => value * scale),
      { note },
    ),
  )
  return beside ? [...results, resultOf(beside.name, beside.unit, besides.slice(1), { note: beside.note })] : results
}
