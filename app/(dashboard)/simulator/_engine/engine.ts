// The simulator without a server: the fleet, configurations and questions come in, and the very core that routes answers.
// Knows nothing of workers, so that it can be tested.

import type { FleetPage, Simulated } from '@/server/control/services/simulator/schemas'
import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { parseConfig, parsePolicy } from '@/server/core/config/parse'
import { decide } from '@/server/core/routing/decide'
import type { FleetNode, RouteRequest, Snapshot } from '@/server/core/routing/types'
import { whatWouldItTake } from '@/server/core/routing/what-would-it-take'
import { type WhyNot, whyNot } from '@/server/core/routing/why-not'
import { requestOf } from '@/server/core/what-if/ask'
import { unpackNodes } from '@/server/core/what-if/pack'
import { underPolicy } from '@/server/core/what-if/policy'
import { supposeText } from '@/server/core/what-if/suppose-text'
import { type GridOrigin, type Sweep, sweepSteps } from '@/server/core/what-if/sweep'
import { judgeScene, type Scene, supposeWorld } from '@/server/core/what-if/world'
import { openAnswer } from './open-answer'
import type { Document, Loaded, Question } from './protocol'

/** What is published, a draft, and one to go back to. */
const kept = 3

type World = { config: CompiledConfig; judged: FleetNode[] | null; supposed: Map<string, Snapshot> }
type Ready = { ok: true; snapshot: Snapshot; request: RouteRequest } | { ok: false; problems: readonly string[] }

export class Engine {
  private scene: Scene = { at: 0, nodes: [], gate: { zones: {}, override: null } }
  private readonly worlds = new Map<string, World>()

  /** The first page begins the fleet anew. */
  takeFleet({ at, gate, packed }: FleetPage, isFirst: boolean): void {
    const nodes = unpackNodes(packed)
    this.scene = isFirst ? { at, gate, nodes } : { ...this.scene, nodes: [...this.scene.nodes, ...nodes] }
    for (const world of this.worlds.values()) {
      world.judged = null
      world.supposed.clear()
    }
  }

  /** One key stands for one content. */
  takeConfig({ key, revision, config, policy }: Document): Loaded {
    if (this.worlds.has(key)) return { ok: true }
    const parsed = parseConfig(config)
    if (!parsed.ok) return { ok: false, problems: parsed.findings.map(({ path, message }) => `${path}: ${message}`) }
    let compiled = compileConfig(parsed.config, revision)
    if (policy) {
      const own = parsePolicy(policy.document, compiled)
      if (!own.ok) return { ok: false, problems: own.findings.map(({ path, message }) => `${path}: ${message}`) }
      compiled = underPolicy(compiled, policy.slug, own.policy)
    }
    this.worlds.set(key, { config: compiled, judged: null, supposed: new Map() })
    for (const old of [...this.worlds.keys()].slice(0, -kept)) this.worlds.delete(old)
    return { ok: true }
  }

  ask(question: Question): Simulated {
    const ready = this.ready(question)
    if (!ready.ok) return ready
    return { ok: true, answer: openAnswer(decide(ready.snapshot, ready.request, this.context(question))) }
  }

  /** What would make a refusal succeed, the smallest change first. */
  take(question: Question): { sentence: string; cost: number }[] {
    const ready = this.ready(question)
    if (!ready.ok) return []
    const found = whatWouldItTake(ready.snapshot, ready.request, this.context(question))
    return found.map(({ sentence, cost }) => ({ sentence, cost }))
  }

  /** Why a node was not chosen; null where the question cannot be asked. */
  why(question: Question, node: string): WhyNot | null {
    const ready = this.ready(question)
    return ready.ok ? whyNot(ready.snapshot, ready.request, node, this.context(question)) : null
  }

  sweep(question: Question, grid: readonly GridOrigin[]): Generator<number, Sweep> | { ok: false; problems: readonly string[] } {
    const ready = this.ready(question)
    return ready.ok ? sweepSteps(ready.snapshot, ready.request, grid, this.context(question, false)) : ready
  }

  /** Explained whole, since nobody waits in line behind one question; a sweep goes the way that jobs go. */
  private context({ seed }: Question, explain = true) {
    return { now: this.scene.at, seed, explain }
  }

  private ready({ config: key, ask, suppose }: Question): Ready {
    const world = this.worlds.get(key)
    if (!world) return { ok: false, problems: ['This configuration is not loaded. Reload the page.'] }
    const asked = requestOf(ask, world.config)
    if (!asked.ok) return asked
    world.judged ??= judgeScene(this.scene, world.config)
    const name = suppose.map(supposeText).join(' ')
    let snapshot = world.supposed.get(name)
    if (!snapshot) {
      snapshot = supposeWorld(world.judged, this.scene, suppose, world.config)
      if (world.supposed.size >= kept) world.supposed.clear()
      world.supposed.set(name, snapshot)
    }
    return { ok: true, snapshot, request: asked.request }
  }
}
