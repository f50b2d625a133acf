// From anything to a configuration or a policy, or to findings with paths. Hostile input is measured before zod looks at
// it; a bare geo token is answered with what it could have meant.

import type { core } from 'zod'
import { parseToken } from '../boundary/tokens'
import { whatIsWrong } from '../json/what-is-wrong'
import { compileConfig } from './compile'
import type { CompiledConfig } from './compiled'
import { error, type Finding, pathText } from './finding'
import { measure } from './measure'
import { type Config, configSchema, jurisdictionSchema, type Policy, policySchema, zoneSchema } from './schema'

export type ParsedConfig = { ok: true; config: Config } | { ok: false; findings: Finding[] }
export type ParsedPolicy = { ok: true; policy: Policy } | { ok: false; findings: Finding[] }

const maxFindings = 100

/** `revision` inside the document is what a read returned along with it, and is ignored. */
export function parseConfig(input: unknown): ParsedConfig {
  const tooMuch = measure(input)
  if (tooMuch) return { ok: false, findings: [tooMuch] }
  const { revision: _, ...document } = isRecord(input) ? input : { revision: null }
  const parsed = configSchema.safeParse(isRecord(input) ? document : input)
  if (parsed.success) return { ok: true, config: parsed.data }
  return { ok: false, findings: explain(parsed.error.issues, input, () => compileConfig(sketch(input), 0)) }
}

/** Paths begin at the policy's own fields, e.g. `boundary.allow[0]`. */
export function parsePolicy(input: unknown, config: CompiledConfig): ParsedPolicy {
  const tooMuch = measure(input)
  if (tooMuch) return { ok: false, findings: [tooMuch] }
  const parsed = policySchema.safeParse(input)
  return parsed.success ? { ok: true, policy: parsed.data } : { ok: false, findings: explain(parsed.error.issues, input, () => config) }
}

function explain(issues: readonly core.$ZodIssue[], input: unknown, config: () => CompiledConfig): Finding[] {
  let known: CompiledConfig | null = null
  return issues.slice(0, maxFindings).map((issue) => {
    const path = pathText(issue.path)
    const value = valueAt(input, issue.path)
    if (typeof value === 'string' && isTokenField(issue.path)) {
      known ??= config()
      const parsed = parseToken(value, known)
      if (!parsed.ok) return { ...error(path, 'invalid_geo_token', parsed.message), suggestions: parsed.suggestions }
    }
    return error(
      path,
      'invalid_value',
      issue.code === 'unrecognized_keys' ? `Unknown: ${issue.keys.slice(0, 5).join(', ')}.` : sentence(whatIsWrong(issue)),
    )
  })
}

const tokenFields: ReadonlySet<PropertyKey> = new Set(['allow', 'deny', 'prefer', 'originAllow', 'originDeny', 'origin', 'place'])

function isTokenField(path: readonly PropertyKey[]): boolean {
  const field = typeof path.at(-1) === 'number' ? path.at(-2) : path.at(-1)
  return field !== undefined && tokenFields.has(field)
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined),
    input,
  )
}

/** As much of a broken document as can be read, for the names of its zones and jurisdictions. */
function sketch(input: unknown): Config {
  const readable = <T>(key: string, parse: (item: unknown) => { success: true; data: T } | { success: false }): T[] => {
    const list = isRecord(input) ? input[key] : null
    return (Array.isArray(list) ? list.slice(0, 2000) : []).flatMap((item) => {
      const parsed = parse(isRecord(item) ? { ...item, polygons: undefined } : item)
      return parsed.success ? [parsed.data] : []
    })
  }
  return {
    ...configSchema.parse({ zones: [] }),
    zones: readable('zones', (item) => zoneSchema.safeParse(item)),
    jurisdictions: readable('jurisdictions', (item) => jurisdictionSchema.strip().safeParse(item)),
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const sentence = (message: string) => (/[.!?]$/.test(message) ? message : `${message[0]?.toUpperCase() ?? ''}${message.slice(1)}.`)
