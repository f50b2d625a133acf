// One decision a request, a hundred, and a stream of them, on the production listener with authentication, leases and the log on, beside peers
// measured in the same rounds. What is compared are answers a CPU-second of the server's process.

import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { compileConfig } from '@/server/core/config/compile'
import type { GeoIp } from '@/server/core/origin/geoip'
import { drawAddresses } from '../demo/addresses'
import { seededRandom } from '../demo/random'
import { type Agents, registerAgents } from './http/agents'
import { askAll } from './http/dns-client'
import { dnsQuery } from './http/dns-query'
import { freePort } from './http/free-port'
import { startGdnsd } from './http/gdnsd'
import { startHaproxy } from './http/haproxy'
import { jobBodies } from './http/jobs'
import { type Load, type Loader, post, startLoader, streamHead } from './http/load'
import { canPin } from './http/pin'
import { cpuSecondsOf } from './http/process-cpu'
import { compiledArgs, startServer } from './http/server-process'
import { type Database, type Site, startSite } from './http/site'
import { startThroughNext } from './http/through-next'
import { runWrk, writeWrkScript } from './http/wrk'
import type { Say } from './in-process'
import type { Machine } from './machine'
import { missing, type Result, resultOf } from './result'
import { interleave, type Subject } from './rounds'
import type { Settings } from './settings'
import { median } from './statistics'
import { worldConfig } from './world-config'

const batchOf = 100
/** Lines sent at once on a stream. */
const linesOf = 64
/** A router is compiled while it runs: after one round of each kind of request a fifth of its time still goes there. */
const warmUps = 2
/** Whose heartbeats one router is to take, each every 15 s. */
const beatingNodes = 100_000
const beatsPerSecond = beatingNodes / 15
/** Few would wait for one another; a process for each node is not to be had. */
const beatingConnections = 500
/** Questions on their way to the name server at once. */
const questionsOf = 64
const pageAtMost = 512

export async function benchHttp(
  settings: Settings,
  machine: Machine,
  database: Database,
  dataDir: string,
  geoip: GeoIp,
  say: Say,
): Promise<Result[]> {
  const random = seededRandom(11)
  const known = drawAddresses(geoip, random, 20_000)
  const stops: (() => Promise<void>)[] = []
  try {
    say('a router on the production listener')
    const site = await startSite(database, dataDir, { profileDir: settings.profileDir })
    stops.push(() => site.stop())
    say(`registering ${settings.httpNodes} nodes`)
    const agents = await registerAgents(site.url, settings.httpNodes, known, random)
    const barePort = await freePort()
    const bare = startServer(process.execPath, await compiledArgs(path.join(import.meta.dirname, 'http/bare-server.ts'), String(barePort)))
    stops.push(() => bare.stop())
    const loader = await startLoader()
    stops.push(() => loader.stop())
    // In a process of its own: what it does would count as decisions' latency.
    const beater = await startLoader()
    stops.push(() => beater.stop())

    const headers = { authorization: `Bearer ${site.key}` }
    const bodies = jobBodies(pageAtMost, known, random)
    const singles = bodies.map((body) => post('/api/v1/route', body, headers))
    const batches = Array.from({ length: 16 }, (_, i) =>
      post('/api/v1/route/batch', { requests: jobBodies(batchOf, known, seededRandom(20 + i)) }, headers),
    )
    const blocks = Array.from({ length: 16 }, (_, i) =>
      jobBodies(linesOf, known, seededRandom(40 + i))
        .map((body, id) => `${JSON.stringify({ id, ...body })}\n`)
        .join(''),
    )
    const { connections } = settings
    const load = (port: number, requests: readonly string[], more: Partial<Load> = {}): Load => ({
      port,
      requests,
      connections,
      ms: settings.httpMs,
      atMost: Number.MAX_SAFE_INTEGER,
      ...more,
    })

    const beating = (ms: number) => {
      const requests = agents.beats(Math.ceil((ms / 1000) * beatsPerSecond))
      return load(site.port, requests, { ms, atMost: requests.length, connections: beatingConnections, perSecond: beatsPerSecond })
    }
    const latency = { p99: [] as number[], beats: [] as number[] }
    const alone = load(site.port, singles, { connections: 1 })
    const shares: Record<string, number> = {}
    const subjects: Subject[] = [
      { name: 'single', run: () => rate([site.pid], 1, loader, load(site.port, singles), site, shares) },
      { name: 'bare', run: () => rate([bare.pid], 1, loader, load(barePort, singles), null) },
      { name: 'batch', run: () => rate([site.pid], batchOf, loader, load(site.port, batches, { connections: 8 }), site) },
      {
        name: 'stream',
        run: () =>
          rate(
            [site.pid],
            1,
            loader,
            load(site.port, blocks, { connections: 8, streamHead: streamHead('/api/v1/route/stream', headers) }),
            site,
          ),
      },
      {
        name: 'p50',
        run: async () => {
          const { p50Ms, p99Ms } = await loader.run(alone)
          await untilDrained(site.url)
          latency.p99.push(p99Ms)
          return p50Ms
        },
      },
      {
        name: 'beside.beats',
        run: async () => {
          const [{ p99Ms }, beats] = await Promise.all([loader.run(alone), beater.run(beating(settings.httpMs))])
          await untilDrained(site.url)
          latency.beats.push((1000 * beats.completed) / beats.wallMs)
          return p99Ms
        },
      },
      {
        name: 'beats',
        run: async () => 1e6 / (await rate([site.pid], 1, beater, beating(settings.httpMs / 2), null)),
      },
    ]

    const absent: Record<'haproxy' | 'next' | 'gdnsd', string | null> = { haproxy: null, next: null, gdnsd: null }
    if (machine.haproxy === null || machine.wrk === null)
      absent.haproxy = `${[machine.haproxy === null && 'HAProxy', machine.wrk === null && 'wrk'].filter(Boolean).join(' and ')} not installed`
    else subjects.push(...(await haproxySubjects(settings, dataDir, geoip, site, bodies, stops)))
    if (machine.gdnsd === null) absent.gdnsd = 'gdnsd not installed'
    else subjects.push(await gdnsdSubject(settings, dataDir, geoip, bodies, stops))
    say('the same path through web, where it is built')
    const next = await startThroughNext(site)
    if ('absent' in next) absent.next = next.absent
    else {
      stops.push(() => next.stop())
      subjects.push({ name: 'next', run: () => rate([next.pid, site.pid], 1, loader, load(next.port, singles), site) })
    }

    const values = await interleave(subjects, settings.rounds, (round) => everyRound(round, settings, agents, say), warmUps)
    const of = (name: string) => values.get(name) ?? []
    const ratios = (above: string, below: string) => of(above).map((value, i) => value / of(below)[i]!)
    const ratio = (name: string, above: string, below: string, why: string | null, note?: string) =>
      why === null ? resultOf(name, 'ratio', ratios(above, below), { note }) : missing(name, 'ratio', why)
    const answered = Object.entries(shares)
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')
    const world = `${agents.count} nodes, ${connections} connections, keep-alive${canPin ? ', server on a core of its own' : ', not pinned'}`
    return [
      ratio('http.single.ratioBare', 'single', 'bare', null, 'decisions a CPU-second against a node:http that parses and answers'),
      ratio('http.single.ratioHaproxy', 'single.wrk', 'haproxy', absent.haproxy),
      ratio('http.batch100.ratioHaproxy', 'batch', 'haproxy', absent.haproxy),
      ratio('http.stream.ratioHaproxy', 'stream', 'haproxy', absent.haproxy),
      ratio(
        'http.single.ratioNext',
        'single',
        'next',
        absent.next,
        'against the same path through web, web’s CPU and the router’s together',
      ),
      ratio('http.stream.ratioGdnsd', 'stream', 'gdnsd', absent.gdnsd, 'against answers of a geo-aware name server, over UDP'),
      resultOf('http.single.perCpuSecond', '1/s', of('single'), { note: `${world}; answers by status ${answered}` }),
      resultOf('http.bare.perCpuSecond', '1/s', of('bare')),
      ...(absent.haproxy === null ? [resultOf('http.haproxy.perCpuSecond', '1/s', of('haproxy'))] : []),
      ...(absent.gdnsd === null ? [resultOf('dns.gdnsd.perCpuSecond', '1/s', of('gdnsd'))] : []),
      resultOf('http.batch100.perCpuSecond', '1/s', of('batch'), { note: `decisions, ${batchOf} a request` }),
      resultOf('http.stream.perCpuSecond', '1/s', of('stream'), {
        note: `decisions, a line each on 8 streams, some ${4 * linesOf} on their way on each`,
      }),
      resultOf('http.single.p50Ms', 'ms', of('p50'), { note: `${agents.count} nodes, the log on, one connection` }),
      resultOf('http.single.p99Ms', 'ms', latency.p99.slice(warmUps), { note: 'the same' }),
      resultOf('http.heartbeats.cpuUs', 'µs', of('beats'), { note: 'of the router’s process a heartbeat, at that rate' }),
      resultOf(
        'http.heartbeats.p99Ratio',
        'ratio',
        of('beside.beats').map((value, i) => value / latency.p99.slice(warmUps)[i]!),
        {
          note: `p99 beside ${Math.round(median(latency.beats.slice(warmUps)))} heartbeats a second, against the same without; ${beatingNodes.toLocaleString('en-US')} nodes send ${Math.round(beatsPerSecond)}`,
        },
      ),
    ]
  } finally {
    for (const stop of stops.reverse()) await stop()
  }
}

async function everyRound(round: number, settings: Settings, agents: Agents, say: Say): Promise<void> {
  say(round <= 0 ? '  warming up' : `  round ${round} of ${settings.rounds}`)
  await agents.beat()
}

/**
 * Answers a CPU-second of the given processes together. What a router has logged it also drains, each subject its own: the time counts
 * until its spool is empty again.
 */
async function rate(
  pids: readonly number[],
  each: number,
  loader: Loader,
  load: Load,
  logs: { url: string } | null,
  shares?: Record<string, number>,
): Promise<number> {
  const before = cpuOf(pids)
  const { completed, statuses } = await loader.run(load)
  if (logs) await untilDrained(logs.url)
  const used = cpuOf(pids) - before
  const wrong = Object.keys(statuses).filter((status) => !['200', '409', '422', '503'].includes(status))
  if (wrong.length > 0) throw new Error(`answers that mean no decision: ${JSON.stringify(statuses)}`)
  if (shares) for (const [status, count] of Object.entries(statuses)) shares[status] = (shares[status] ?? 0) + count
  return (completed * each) / used
}

async function untilDrained(url: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(50)) {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    if (/^geo_spool_bytes 0$/m.test(metrics)) return
  }
  throw new Error('the router did not drain its log in 30 s')
}

const cpuOf = (pids: readonly number[]): number => pids.reduce((sum, pid) => sum + cpuSecondsOf(pid), 0)

/** Both by wrk: node's own load generator could not keep HAProxy busy. */
async function haproxySubjects(
  settings: Settings,
  dataDir: string,
  geoip: GeoIp,
  site: Site,
  bodies: readonly { client: { ip: string } }[],
  stops: (() => Promise<void>)[],
): Promise<Subject[]> {
  const haproxy = await startHaproxy(dataDir, geoip)
  stops.push(() => haproxy.stop())
  const lookups = writeWrkScript(dataDir, 'haproxy', {
    path: '/',
    requests: bodies.map(({ client }) => ({ headers: { 'x-forwarded-for': client.ip }, body: null })),
  })
  const jobs = writeWrkScript(dataDir, 'router', {
    path: '/api/v1/route',
    requests: bodies.map((body) => ({
      headers: { authorization: `Bearer ${site.key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })),
  })
  const byWrk = async (pid: number, port: number, script: string, logs: { url: string } | null) => {
    const before = cpuSecondsOf(pid)
    const answered = await runWrk(port, script, settings.connections, settings.httpMs)
    if (logs) await untilDrained(logs.url)
    return answered / (cpuSecondsOf(pid) - before)
  }
  return [
    { name: 'haproxy', run: () => byWrk(haproxy.pid, haproxy.port, lookups, null) },
    { name: 'single.wrk', run: () => byWrk(site.pid, site.port, jobs, site) },
  ]
}

async function gdnsdSubject(
  settings: Settings,
  dataDir: string,
  geoip: GeoIp,
  bodies: readonly { client: { ip: string } }[],
  stops: (() => Promise<void>)[],
): Promise<Subject> {
  const gdnsd = await startGdnsd(dataDir, geoip, compileConfig(worldConfig(), 1).zoneByCountry)
  stops.push(() => gdnsd.stop())
  const queries = bodies.map(({ client }) => dnsQuery(client.ip))
  return {
    name: 'gdnsd',
    run: async () => {
      const before = cpuSecondsOf(gdnsd.pid)
      const answered = await askAll(gdnsd.port, queries, questionsOf, settings.httpMs)
      return answered / (cpuSecondsOf(gdnsd.pid) - before)
    },
  }
}
