// A submitted configuration: parsed, checked against what is published, and its policies' tests run.

import { checkConfig } from '@/server/core/config/check'
import { compileConfig } from '@/server/core/config/compile'
import { parseConfig } from '@/server/core/config/parse'
import type { Config } from '@/server/core/config/schema'
import { ServiceError } from '@/server/platform/errors'
import { runPolicyTests } from './policy-tests'
import type { Finding } from './schemas'

export type Draft = { config: Config | null; findings: Finding[] }

/** `only`: the Subcloud whose tests are run; null runs all. */
export function examine(submitted: unknown, previous: Config | null, only: string | null = null): Draft {
  const parsed = parseConfig(withoutRevision(submitted))
  if (!parsed.ok) return { config: null, findings: [...parsed.findings] }
  const findings: Finding[] = [...checkConfig(parsed.config, previous ? { previous } : {})]
  // Tests say something only of a configuration that holds together.
  if (!findings.some(isError)) {
    for (const result of runPolicyTests(compileConfig(parsed.config, 0), only)) {
      if (result.passed) continue
      const index = parsed.config.subclouds.findIndex((one) => one.slug === result.subcloud)
      findings.push({
        severity: 'error',
        path: `subclouds[${index}].policy.tests[${result.index}]`,
        code: 'policy_test',
        message: `The test ${result.name ?? result.index + 1} of ${result.subcloud} expects ${result.expected} and gets ${result.actual}: ${result.detail}`,
      })
    }
  }
  return { config: parsed.config, findings }
}

/** The document that `GET /config` answers can be sent back as it is. */
export function withoutRevision(submitted: unknown): unknown {
  if (typeof submitted !== 'object' || submitted === null || Array.isArray(submitted)) return submitted
  const { revision: _, ...rest } = submitted as Record<string, unknown>
  return rest
}

export const isError = (finding: Finding): boolean => finding.severity === 'error'

export function requireValid({ config, findings }: Draft): Config {
  const errors = findings.filter(isError)
  if (config && errors.length === 0) return config
  const first = errors[0]
  throw new ServiceError('invalid_config', `${errors.length === 1 ? 'One finding' : `${errors.length} findings`}; first: ${first?.path || 'config'}: ${first?.message ?? 'not a configuration'}`, {
    errors,
    warnings: findings.filter((finding) => !isError(finding)),
  })
}
