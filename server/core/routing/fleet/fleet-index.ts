// The fleet as decisions read it. Nodes are numbered; what changes by the minute is packed into words, what does not decides
// which pools a node is in. A heartbeat or a lease changes a node's words and nothing else; joining, leaving, moving and
// another offer move it within a few sorted arrays. Built under one configuration and of use under that one alone: for
// another a new one is built beside it.

import type { CompiledConfig } from '../../config/compiled'
import { hash32 } from '../../hash/seed'
import { isNode } from '../candidates'
import { type GeoClass, geoClassKey, makeClass } from '../geo-class'
import { isolatedIn, type Pool as Members, poolOf, takesOptedIn } from '../membership'
import type { Terms } from '../terms'
import type { FleetNode, NodeId, RouteRequest } from '../types'
import type { Way } from '../way'
import { type Card, Cards, cardOf } from './cards'
import { Censuses } from './censuses'
import { Changes } from './changes'
import { Family, takesAnyNode } from './family'
import { fillPools } from './fill-pools'
import { Interned } from './interned'
import { flag, NodeWords } from './node-words'
import { Offers } from './offers'
import { OptIns } from './opt-ins'
import { keepPlan, type Plan, planIn, planOf } from './plan'
import { Pool } from './pool'

/** Own pools of Subclouds may hold this many times what the general ones do before those unused for longest go. */
const mostOwnEntries = 4

export class FleetIndex {
  readonly words = new NodeWords()
  /** By slot; empty where there is no node. */
  ids: NodeId[] = []
  /** Slots are below it. */
  end = 0
  readonly classes = new Interned<GeoClass>(({ key }) => key)
  readonly offers = new Offers()
  private readonly cards = new Cards()
  private readonly free: number[] = []
  private readonly general: Family
  /** By slug, the one used last at the end. */
  private readonly own = new Map<string, Family>()
  private readonly opted: OptIns
  readonly changes = new Changes(this.words, (slot) => this.nodeAt(slot))
  readonly censuses = new Censuses(this)
  private notedAt = Number.NEGATIVE_INFINITY

  constructor(
    readonly config: CompiledConfig,
    private readonly nodes: ReadonlyMap<NodeId, FleetNode>,
  ) {
    this.general = new Family(poolOf(null, config))
    this.opted = new OptIns(config)
    this.reserve(nodes.size)
  }

  /** Goes up whenever any node may have become eligible or ceased to be, but for time alone. */
  get state(): number {
    return this.changes.count
  }

  /** Whether it was made under this configuration, and holds such times. */
  answers(config: CompiledConfig, now: number): boolean {
    return this.config === config && this.words.canTell(now)
  }

  /** Numbers a node without putting it into pools: what `rebuild` does for all at once. Below 0 where it is none. */
  enter(node: FleetNode): number {
    const key = keyOf(node, this.config)
    if (key === null) return -1
    const slot = this.free.pop() ?? this.end++
    this.reserve(this.end)
    this.ids[slot] = node.id
    this.words.clear(slot)
    this.words.setIdentity(slot, hash32(node.id), this.cards.take(node))
    this.words.setPlace(slot, node, this.takeClass(node, key), this.isHeld(node))
    this.words.setLoad(slot, node, this.notedAt)
    this.opted.put(slot, node)
    // Last: without an offer a slot counts as empty, should anything above fail.
    this.offers.set(slot, this.offers.take(node))
    this.changes.note(slot)
    return slot
  }

  /** Puts every node entered so far into the general pools. */
  rebuild(): void {
    this.general.empty()
    fillPools(this.general, this)
    this.general.pruneAll()
  }

  add(node: FleetNode): number {
    const slot = this.enter(node)
    if (slot >= 0) this.putIn(slot, node)
    return slot
  }

  remove(slot: number): void {
    this.takeOut(slot)
    this.opted.remove(slot)
    this.classes.release(this.words.classOf(slot))
    this.cards.release(this.words.cardOf(slot))
    this.offers.clear(slot)
    this.words.clear(slot)
    this.ids[slot] = ''
    this.free.push(slot)
    this.changes.note(slot)
  }

  /** A node's load or liveness changed. */
  touch(slot: number, node: FleetNode): void {
    if (this.words.setLoad(slot, node, this.notedAt)) this.changes.note(slot)
  }

  /** Anything of it changed. Where it is in the same pools as before, that costs a look. */
  update(slot: number, node: FleetNode): void {
    const key = geoClassKey(node.geo, this.config)
    const before = { place: this.words.classOf(slot), offer: this.offers.numberAt(slot), card: this.words.cardOf(slot) }
    const place = this.takeClass(node, key)
    const offer = this.offers.take(node)
    const isHeld = this.isHeld(node)
    const stays = place === before.place && offer === before.offer && this.isWhereItBelongs(slot, node, isHeld)
    if (!stays) this.takeOut(slot)
    this.offers.set(slot, offer)
    this.words.setIdentity(slot, this.words.hashOf(slot), this.cards.take(node))
    this.words.setPlace(slot, node, place, isHeld)
    this.words.setLoad(slot, node, this.notedAt)
    this.opted.remove(slot)
    this.opted.put(slot, node)
    if (!stays) this.putIn(slot, node)
    this.classes.release(before.place)
    this.offers.release(before.offer)
    this.cards.release(before.card)
    this.changes.note(slot)
  }

  /** Its place was judged anew, mostly to what it was. */
  relocate(slot: number, node: FleetNode): void {
    const before = this.words.classOf(slot)
    if (this.classes.idOf(geoClassKey(node.geo, this.config)) === before) this.words.setPlace(slot, node, before, this.isHeld(node))
    else this.update(slot, node)
  }

  private isWhereItBelongs(slot: number, node: FleetNode, isHeld: boolean): boolean {
    if (((this.words.flagsOf(slot) & flag.held) !== 0) !== isHeld) return false
    const { environments, models } = this.offers.at(slot)
    if (environments.length === 0 || models.length === 0) return true
    const place = this.placeAt(slot)
    for (const family of this.own.values()) {
      const isIn = family.pool(environments[0]!, models[0]!)?.has(slot, place, this.precedes) ?? false
      if (isIn !== family.covers(node)) return false
    }
    return true
  }

  /** Something was worked out that holds while `state` stays: whoever was silent at that time and is heard of changes it. */
  note(now: number): void {
    if (this.notedAt < now) this.notedAt = now
  }

  nodeAt(slot: number): FleetNode {
    return this.nodes.get(this.ids[slot]!)!
  }

  /** Below 0 where there is none. It looks through them all by their hashes: for a few ids, now and then. */
  slotOf(id: NodeId): number {
    const hash = hash32(id)
    for (let slot = 0; slot < this.end; slot++) if (this.words.hashOf(slot) === hash && this.ids[slot] === id) return slot
    return -1
  }

  placeAt(slot: number): GeoClass {
    return this.classes.values[this.words.classOf(slot)]!
  }

  cardAt(slot: number): Card {
    return this.cards.at(this.words.cardOf(slot)) ?? cardOf(this.nodeAt(slot))
  }

  /** The way through the pool of such jobs. It cannot be had but on a way, which goes through a boundary. */
  planFor(terms: Terms, { environment, model }: RouteRequest, way: Way): Plan {
    const { plans } = way
    const known = planIn(plans, environment, model)
    if (known !== undefined && known.owner === this && known.version === known.pool.version) return known
    const { models, pool } = terms
    const members = models !== null && !models.has(model) ? undefined : this.familyOf(pool).pool(environment, model)
    // Of a pool that there is not there is nothing to tell when there will be one.
    if (members === undefined) return planOf(this, new Pool(), way)
    const plan = planOf(this, members, way)
    if (known === undefined) terms.made.count++
    keepPlan(plans, environment, model, plan)
    return plan
  }

  /** The Subclouds whose own pools are ready. */
  get ready(): readonly string[] {
    return [...this.own.keys()]
  }

  /** Makes a Subcloud's own pools, so that no job has to wait for them. */
  prepare(slug: string): void {
    const subcloud = this.config.subclouds.get(slug)
    if (subcloud) this.familyOf(poolOf(subcloud, this.config))
  }

  familyOf(members: Members): Family {
    if (members.own === null) return this.general
    const { slug } = members.own.subcloud
    if (takesAnyNode(members) && !this.offers.isCooling(slug)) return this.general
    let family = this.own.get(slug)
    if (family === undefined) {
      family = new Family(members)
      fillPools(family, this)
    }
    this.own.delete(slug)
    this.own.set(slug, family)
    this.dropUnused()
    return family
  }

  /** The slots outside of which there is nobody for a family's pools; null where there may be. */
  candidatesFor({ members }: Family): ReadonlySet<number> | null {
    return takesOptedIn(members) ? this.opted.of(members.own!.subcloud.slug) : null
  }

  /** Whether a family's jobs may run on the node; of its place that counts which the index was told of. */
  belongsIn(family: Family, slot: number): boolean {
    if (family.isGeneral) return (this.words.flagsOf(slot) & flag.held) === 0
    return family.covers({ ...this.nodeAt(slot), geo: this.placeAt(slot).geo })
  }

  private dropUnused(): void {
    const most = mostOwnEntries * this.general.entries + 1000
    let entries = 0
    for (const family of this.own.values()) entries += family.entries
    for (const [slug, family] of this.own) {
      if (entries <= most || this.own.size === 1) return
      entries -= family.entries
      family.retire()
      this.own.delete(slug)
    }
  }

  readonly precedes = (a: number, b: number): boolean => {
    const x = this.words.hashOf(a)
    const y = this.words.hashOf(b)
    return x === y ? this.ids[a]! < this.ids[b]! : x < y
  }

  private putIn(slot: number, node: FleetNode): void {
    const place = this.placeAt(slot)
    for (const family of this.families(node, slot))
      for (const pool of family.poolsFor(this.offers.at(slot))) pool.insert(slot, place, this.precedes)
  }

  private *families(node: FleetNode, slot: number): Generator<Family> {
    if ((this.words.flagsOf(slot) & flag.held) === 0) yield this.general
    for (const family of this.own.values()) if (family.covers(node)) yield family
  }

  private takeOut(slot: number): void {
    const place = this.placeAt(slot)
    const { environments, models } = this.offers.at(slot)
    for (const family of [this.general, ...this.own.values()])
      for (const environment of environments)
        for (const model of models) {
          family.pool(environment, model)?.remove(slot, place, this.precedes)
          family.prune(environment, model)
        }
  }

  private isHeld(node: FleetNode): boolean {
    try {
      return isolatedIn(node, this.config) !== null
    } catch {
      return true
    }
  }

  private takeClass({ geo }: FleetNode, key: string): number {
    return this.classes.take(key, () => makeClass(geo, key))
  }

  private reserve(count: number): void {
    this.words.reserve(count)
    const { capacity } = this.words
    this.offers.reserve(capacity)
    // An array that grows by itself takes half as much again.
    if (capacity > this.ids.length) this.ids = this.ids.concat(new Array<NodeId>(capacity - this.ids.length).fill(''))
  }
}

/** A record that nobody should write is no node: it may not stand in the way of the others. */
function keyOf(node: FleetNode, config: CompiledConfig): string | null {
  try {
    return isNode(node) ? geoClassKey(node.geo, config) : null
  } catch {
    return null
  }
}
