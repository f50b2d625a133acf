// From anything to a configuration, or to findings with paths. Hostile input is measured before zod looks at it.

import { configSchema } from './schema'
import type { Config } from './schema'
import { type Finding, pathText } from './finding'

export type ParsedConfig = { ok: true; config: Config } | { ok: false; findings: Finding[] }

export function parseConfig(input: unknown): ParsedConfig {
  const parsed = configSchema.safeParse(input)
  if (parsed.success) return { ok: true, config: parsed.data }
  return {
    ok: false,
    findings: parsed.error.issues.map((issue) => ({ severity: 'error', path: pathText(issue.path), code: 'invalid_value', message: issue.message })),
  }
}
