import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { type ConfigDiff, diffCompiled } from '@/server/core/config/diff'
import type { DiffedOrigin } from '@/server/core/config/diff-origins'
import type { Finding } from '@/server/core/config/finding'
import { normaliseConfig } from '@/server/core/config/normalise'
import { parseConfig } from '@/server/core/config/parse'
import type { Config } from '@/server/core/config/schema'
import type { KeyReferences } from '@/server/core/config/token-fields'
import { canonicalJson } from '@/server/core/json/canonical'
import { share } from '@/server/core/json/share'
import { examine, isError, type Published, withoutRevision } from '../services/config/draft'

/** What a draft is held against. */
export type Base = { revision: number; config: Config }
/** A configuration in its normal form, as text. */
export type ConfigText = string

type Submitted = { submitted: unknown; keys: readonly KeyReferences[] }
type Owned = { owners?: Published['owners'] }
export type Ask =
  | ({ what: 'findings' } & Submitted & Owned)
  /** The canonical text of what has no errors; `only`: see `examine`. */
  | ({ what: 'text'; only?: string } & Submitted & Owned)
  /** What it would change, nodes aside, of any draft that parses. */
  | ({ what: 'diff'; origins: readonly DiffedOrigin[] } & Submitted)

export type Answers = {
  findings: { findings: Finding[] }
  text: { findings: Finding[]; config: ConfigText | null }
  diff: { findings: Finding[]; config: { diff: ConfigDiff; text: ConfigText } | null }
}

/** Pure, and for a large document the work of a second. */
export function answerAsk(ask: Ask, base: Base): Answers[Ask['what']] {
  if (ask.what === 'diff') return diffOf(ask, base)
  const { submitted, keys, owners } = ask
  const only = ask.what === 'text' ? ask.only : undefined
  const { findings, config } = examine(submitted, { config: base.config, keys, owners, only })
  if (ask.what === 'findings') return { findings }
  return { findings, config: config && !findings.some(isError) ? canonicalJson(normaliseConfig(config)) : null }
}

const compiled = new WeakMap<Config, CompiledConfig>()

/** Once for as long as drafts are held against it. */
function compiledBase({ revision, config }: Base): CompiledConfig {
  const made = compiled.get(config) ?? compileConfig(normaliseConfig(config), revision)
  compiled.set(config, made)
  return made
}

function diffOf({ submitted, keys, origins }: Ask & { what: 'diff' }, base: Base): Answers['diff'] {
  const parsed = parseConfig(withoutRevision(submitted))
  if (!parsed.ok) return { findings: parsed.findings, config: null }
  const before = compiledBase(base)
  const draft = share(before.source, normaliseConfig(parsed.config))
  const diff = diffCompiled(before, compileConfig(draft, base.revision), { keys, origins })
  return { findings: [], config: { diff, text: JSON.stringify(draft) } }
}
