// A submitted configuration: parsed, checked against what is published, and its policies' tests run.

import { checkConfig } from '@/server/core/config/check'
import type { Finding } from '@/server/core/config/finding'
import { parseConfig } from '@/server/core/config/parse'
import type { Config } from '@/server/core/config/schema'
import type { KeyReferences } from '@/server/core/config/token-fields'
import { ServiceError } from '@/server/platform/errors'
import { runPolicyTest } from './policy-test'

export type Draft = { config: Config | null; findings: Finding[] }
export type Published = {
  config: Config
  keys: readonly KeyReferences[]
  owners?: Readonly<Record<string, string>>
  /** The one Subcloud that changes, where no other can have: only its tests are run. */
  only?: string
}

export function examine(submitted: unknown, published: Published): Draft {
  const parsed = parseConfig(withoutRevision(submitted))
  if (!parsed.ok) return { config: null, findings: [...parsed.findings] }
  const { config } = parsed
  const findings = checkConfig(config, {
    previous: published.config,
    keys: published.keys,
    owners: published.owners,
    runTest: (subcloud, test, compiled) => ({
      got: published.only === undefined || published.only === subcloud.slug ? runPolicyTest(subcloud, test, compiled) : test.expect,
    }),
  })
  return { config, findings }
}

/** The document that `GET /config` answers can be sent back as it is. */
export function withoutRevision(submitted: unknown): unknown {
  if (typeof submitted !== 'object' || submitted === null || Array.isArray(submitted)) return submitted
  const { revision: _, ...rest } = submitted as Record<string, unknown>
  return rest
}

export const isError = (finding: Finding): boolean => finding.severity === 'error'

/** The configuration, in whatever form, or the refusal that its findings amount to. */
export function requireValid<Form>({ config, findings }: { config: Form | null; findings: readonly Finding[] }): Form {
  const errors = findings.filter(isError)
  const [first] = errors
  if (config && !first) return config
  const warnings = findings.filter((finding) => !isError(finding))
  const used = errors.filter((finding) => finding.code === 'in_use')
  // A document without any zones is broken, whoever used them.
  if (used.length > 0 && !errors.some((finding) => finding.code === 'no_zones'))
    throw new ServiceError('in_use', used.map((finding) => finding.message).join(' '), {
      usedBy: [...new Set(used.flatMap((finding) => finding.usedBy ?? []))],
      errors,
      warnings,
    })
  const where = first?.path ? `${first.path}: ` : ''
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  throw new ServiceError('invalid_config', `${where}${first?.message ?? 'This is no configuration.'}${more}`, { errors, warnings })
}
