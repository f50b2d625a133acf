// What the page and the simulator's worker say to each other.

import type { FleetPage, Simulated } from '@/server/control/services/simulator/schemas'
import type { WhyNot } from '@/server/core/routing/why-not'
import type { Ask } from '@/server/core/what-if/ask'
import type { Supposition } from '@/server/core/what-if/suppose'
import type { Sweep } from '@/server/core/what-if/sweep'

/** A configuration as it came from the server; `key` changes whenever it does. `policy` stands in for a Subcloud's own. */
export type Document = { key: string; revision: number; config: unknown; policy: { slug: string; document: unknown } | null }
export type Question = { config: string; ask: Ask; suppose: readonly Supposition[]; seed: string }

export type ToWorker =
  | { type: 'fleet'; page: FleetPage; isFirst: boolean }
  | { type: 'config'; id: number; document: Document }
  | { type: 'ask' | 'take' | 'sweep'; id: number; question: Question }
  | { type: 'why'; id: number; question: Question; node: string }
  | { type: 'stop'; id: number }

export type Loaded = { ok: true } | { ok: false; problems: readonly string[] }
export type Swept = { ok: true; sweep: Sweep; tookMs: number } | { ok: false; problems: readonly string[] }
export type Answers = { config: Loaded; ask: Simulated; take: { sentence: string; cost: number }[]; sweep: Swept; why: WhyNot | null }

export type FromWorker =
  | { type: 'done'; id: number; answer: Answers[keyof Answers] }
  | { type: 'progress'; id: number; done: number; total: number }
  | { type: 'failed'; id: number; message: string }
