// What a job is put to before any node is looked at: the policy that its layers make, and per origin the preference, the
// ladder and the ways through them. The same few combinations come with nearly every job, so they are worked out once a
// configuration; the usual request, which narrows nothing itself, is found without writing out a key. All of it together is
// bounded: a Subcloud, an origin and a model take 3.5 KB, and there are millions of combinations in a large network.

import { boundaryTokens } from '../boundary/merge'
import type { CompiledConfig } from '../config/compiled'
import type { Subcloud } from '../config/schema'
import { sha256Hex } from '../hash/sha256'
import type { KnownGate } from './applied-gate'
import { agnosticLadder, buildLadder, type RungPlan } from './ladder'
import { type Pool, poolOf } from './membership'
import { allowsNothing, type EffectivePolicy, effectivePolicy } from './policy'
import { choosePreference, type Preference } from './preference'
import { emptyBoundary, missingSubcloud, type Refusal } from './refusal'
import type { KeyGeo, RouteRequest, Trace } from './types'
import { newVerdicts, type Verdicts } from './verdict'
import { type Bounds, type Way, wayOf } from './way'

export type Terms = {
  readonly config: CompiledConfig
  readonly subcloud: Subcloud | null
  readonly policy: EffectivePolicy
  readonly shown: Trace['boundary']
  readonly pool: Pool
  /** Null where nobody is banned. */
  readonly bans: ReadonlySet<string> | null
  readonly panic: boolean
  /** The Subcloud's own models; null where it takes any. */
  readonly models: ReadonlySet<string> | null
  /** Null where the layers conflict, or allow nothing: then there is a refusal. */
  readonly bounds: Bounds | null
  readonly missing: Refusal | null
  readonly conflict: Refusal | null
  readonly agnostic: Way | null
  /** By the origin's zone, and the nearest where it has none. */
  readonly routes: Map<string | null, Route>
  readonly made: Made
}

/** How much has been worked out and is kept: terms, routes, plans. */
export type Made = { count: number }

export type Route = {
  readonly preference: Preference
  readonly ladder: readonly RungPlan[]
  /** Null where there is no boundary to go through. */
  readonly way: Way | null
  known: KnownGate | null
  /** How decisions on it came out. */
  readonly verdicts: Verdicts
}

type Table = { config: CompiledConfig; usual: Map<string | null, Terms>; narrowed: Branch; made: Made }
/** What the parts of a narrowing lead to, one after the other. */
type Branch = { terms: Terms | null; next: Map<string | KeyGeo | null, Branch> }

/** Some 100 MB. Beyond it all is worked out anew as it comes: 10 µs a job, where what it replaces would not end. */
const most = 32_768
const tables = new WeakMap<CompiledConfig, Table>()
/** The table asked for last, which nearly always is the one asked for next. */
let lately: Table | null = null

function tableOf(config: CompiledConfig): Table {
  let table = lately?.config === config ? lately : tables.get(config)
  if (table === undefined || table.made.count > most) {
    table = { config, usual: new Map(), narrowed: newBranch(), made: { count: 0 } }
    tables.set(config, table)
  }
  lately = table
  return table
}

export function termsOf(config: CompiledConfig, request: RouteRequest): Terms {
  const table = tableOf(config)
  if (narrowsNothing(request)) return table.usual.get(request.subcloud) ?? put(table.usual, request.subcloud, makeTerms(table, request))
  const branch = branchOf(table, request)
  if (branch.terms === null) {
    branch.terms = makeTerms(table, request)
    table.made.count += request.geo.prefer.length + request.geo.deny.length + (request.geo.only?.length ?? 0)
  }
  return branch.terms
}

export function routeOf(terms: Terms, request: RouteRequest): Route {
  const { nearest, containment } = request.origin
  const key = nearest === null ? containment.label : `${containment.label}~${nearest}`
  return terms.routes.get(key) ?? put(terms.routes, key, makeRoute(terms, request))
}

function put<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value)
  return value
}

function narrowsNothing({ geo, key, retry }: RouteRequest): boolean {
  return (
    retry === null && key.geo === null && geo.only === null && geo.fallback === null && geo.prefer.length === 0 && geo.deny.length === 0
  )
}

/** Found part by part, without a text of them all. A key's own narrowing is the same object for as long as the key stands. */
function branchOf({ narrowed }: Table, { subcloud, geo, key, retry }: RouteRequest): Branch {
  let branch = follow(narrowed, subcloud)
  if (key.geo !== null) branch = follow(branch, key.geo)
  for (let i = 0; i < geo.prefer.length; i++) branch = follow(branch, geo.prefer[i]!)
  // No token, no policy and no hash reads like these.
  if (geo.only !== null) branch = followAll(follow(branch, 'only'), geo.only)
  if (geo.deny.length > 0) branch = followAll(follow(branch, 'deny'), geo.deny)
  if (geo.fallback !== null) branch = follow(branch, geo.fallback)
  return retry === null ? branch : follow(branch, retry.boundary.hash)
}

function followAll(from: Branch, parts: readonly string[]): Branch {
  let branch = from
  for (let i = 0; i < parts.length; i++) branch = follow(branch, parts[i]!)
  return branch
}

function follow(branch: Branch, part: string | KeyGeo | null): Branch {
  return branch.next.get(part) ?? put(branch.next, part, newBranch())
}

const newBranch = (): Branch => ({ terms: null, next: new Map() })

function makeTerms({ config, made }: Table, request: RouteRequest): Terms {
  made.count++
  const subcloud = request.subcloud === null ? null : (config.subclouds.get(request.subcloud) ?? null)
  const policy = effectivePolicy(config, subcloud, request)
  const { merged, minTrust } = policy
  const pool = poolOf(subcloud, config)
  const bounds = merged.ok ? { config, boundary: merged.boundary, minTrust, areas: new Map() } : null
  return {
    config,
    subcloud,
    policy,
    shown: shownBoundary(policy),
    pool,
    bans: pool.own !== null && pool.own.bans.size > 0 ? pool.own.bans : null,
    panic: config.source.platform.panic,
    models: subcloud === null || subcloud.models.length === 0 ? null : new Set(subcloud.models),
    bounds,
    missing: request.subcloud !== null && subcloud === null ? missingSubcloud(request.subcloud) : null,
    conflict: conflictOf(policy, request),
    agnostic: bounds && wayOf(bounds, agnosticLadder, false),
    routes: new Map(),
    made,
  }
}

function makeRoute({ config, subcloud, bounds, policy, made }: Terms, request: RouteRequest): Route {
  made.count++
  if (bounds === null) return { preference: noPreference, ladder: [], way: null, known: null, verdicts: newVerdicts() }
  const preference = choosePreference(config, subcloud, request, bounds.boundary)
  const ladder = buildLadder(config, preference, policy.fallback)
  return { preference, ladder, way: wayOf(bounds, ladder, true), known: null, verdicts: newVerdicts() }
}

const noPreference: Preference = { source: 'none', zone: null, tokens: [], dropped: [] }

function conflictOf({ merged }: EffectivePolicy, request: RouteRequest): Refusal | null {
  const empty = allowsNothing(request)
  if (!merged.ok) return emptyBoundary(merged.conflict)
  return empty === null ? null : emptyBoundary([{ layer: empty, kind: 'allow', token: 'only: []' }])
}

/** Where the layers conflict there is no boundary; the clauses themselves are then named, under a hash of their own. */
function shownBoundary({ stated, layers }: EffectivePolicy): Trace['boundary'] {
  if (stated !== null) return { kind: stated.kind, hash: stated.hash, tokens: boundaryTokens(stated) }
  const distinct = [...new Set(layers.flatMap(({ clause }) => [...clause.allow, ...clause.deny.map((token) => `!${token}`)]))].sort()
  return { kind: 'restricted', hash: `sha256:${sha256Hex(`empty ${distinct.join(' ')}`)}`, tokens: distinct }
}
