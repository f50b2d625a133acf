// Rules between the parts of a configuration that parses: a published one has no error here. Each finding carries the
// path of what is wrong; the parts are in check-*.ts.

import { checkGate } from './check-gate'
import { checkOverrides } from './check-overrides'
import { checkPlatform, checkSubclouds } from './check-policies'
import { checkRouting } from './check-routing'
import { checkShapes, maxShapeErrors } from './check-shapes'
import { checkJurisdictions, checkZones } from './check-zones'
import { compileConfig } from './compile'
import type { CompiledConfig } from './compiled'
import { type Finding, warning } from './finding'
import type { Config, Policy, Subcloud } from './schema'
import type { KeyReferences } from './token-fields'
import { brokenReferences } from './usage'

export type CheckOptions = {
  /** The configuration this one would replace: what it drops must not be referred to any more. */
  previous?: Config | null
  keys?: readonly KeyReferences[]
  /** By slug: whose a Subcloud was last, also those that are gone. */
  owners?: Readonly<Record<string, string>>
  /** Runs a policy's test through the real pipeline; the configuration's own rules do not know how to route. */
  runTest?: (subcloud: Subcloud, test: Policy['tests'][number], config: CompiledConfig) => { got: string }
}

export function checkConfig(config: Config, options: CheckOptions = {}): Finding[] {
  const shapes = checkShapes(config)
  // Shapes that cannot be drawn are dear to look at; whoever sends many hears of the first few.
  if (shapes.filter((finding) => finding.severity === 'error').length >= maxShapeErrors) return shapes
  const compiled = compileConfig(config, 0)
  const broken = options.previous ? brokenReferences(options.previous, config, options.keys) : new Map()
  const findings = [
    ...shapes,
    ...checkZones(config, compiled, broken),
    ...checkJurisdictions(config),
    ...checkPlatform(config, compiled, broken),
    ...checkGate(config),
    ...checkRouting(config),
    ...checkSubclouds(config, compiled, broken),
    ...checkOverrides(config),
  ]
  for (const [token, users] of broken) {
    const usedBy = users.map(
      (user: { by: string; path: string; kind: string }) => `${user.by}, ${user.kind === 'key' ? user.path : inOwner(user.path)}`,
    )
    findings.push({
      severity: 'error',
      path: token.startsWith('zone:') ? 'zones' : 'jurisdictions',
      code: 'in_use',
      message: `${token} cannot be dropped: ${usedBy.slice(0, 5).join('; ')}${usedBy.length > 5 ? ` and ${usedBy.length - 5} more` : ''} still refer to it. Change those first.`,
      usedBy,
    })
  }
  if (options.previous)
    findings.push(
      ...droppedSubclouds(options.previous, config, options.keys ?? []),
      ...othersSlugs(options.previous, config, options.owners ?? {}),
      ...handedOver(options.previous, config, options.keys ?? []),
    )
  if (options.runTest && !findings.some((finding) => finding.severity === 'error'))
    findings.push(...failedTests(config, compiled, options.runTest))
  return findings
}

/** A key that is bound to a Subcloud would open nothing without it. */
function droppedSubclouds(previous: Config, next: Config, keys: readonly KeyReferences[]): Finding[] {
  const kept = new Set(next.subclouds.map(({ slug }) => slug))
  return previous.subclouds
    .filter(({ slug }) => !kept.has(slug))
    .flatMap(({ slug }): Finding[] => {
      const usedBy = keys.filter((key) => key.subcloud === slug).map(({ name }) => `API key ${name}`)
      if (usedBy.length === 0) return []
      const message = `Subcloud ${slug} cannot be dropped: ${firstFew(usedBy)} ${usedBy.length > 1 ? 'are' : 'is'} bound to it. Revoke ${usedBy.length > 1 ? 'them' : 'it'} first.`
      return [{ severity: 'error', path: 'subclouds', code: 'in_use', message, usedBy }]
    })
}

/** Keys open for whoever holds them: the former owner, too, who can read with them and, with the scope `owner`, change the policy. */
function handedOver(previous: Config, next: Config, keys: readonly KeyReferences[]): Finding[] {
  const before = new Map(previous.subclouds.map(({ slug, owner }) => [slug, owner]))
  return next.subclouds.flatMap(({ slug, owner }, i): Finding[] => {
    const had = before.get(slug)
    const bound = keys.filter((key) => key.subcloud === slug).map(({ name }) => `API key ${name}`)
    if (had === undefined || had.toLowerCase() === owner.toLowerCase() || bound.length === 0) return []
    const message = `${slug} goes from ${had} to ${owner}, and ${firstFew(bound)} will go on opening it. Revoke what ${had} should not keep.`
    return [warning(`subclouds[${i}].owner`, 'keys_outlast_owner', message)]
  })
}

const firstFew = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '')

/**
 * A slug's log, joins and opt-ins by signature outlive its Subcloud. Whoever had it may have it back; another gets them with it only where
 * an admin hands the Subcloud over, while it is there.
 */
function othersSlugs(previous: Config, next: Config, owners: Readonly<Record<string, string>>): Finding[] {
  const present = new Set(previous.subclouds.map(({ slug }) => slug))
  return next.subclouds.flatMap(({ slug, owner }, i): Finding[] => {
    const had = Object.hasOwn(owners, slug) ? owners[slug] : undefined
    if (present.has(slug) || had === undefined || had.toLowerCase() === owner.toLowerCase()) return []
    const message = `${slug} was a Subcloud of ${had}, and what it logged and who joined it stand under that slug. Choose another, or make it ${had}’s again and then change its owner: that hands it over.`
    return [{ severity: 'error', path: `subclouds[${i}].slug`, code: 'in_use', message, usedBy: [`Subcloud ${slug} of ${had}, deleted`] }]
  })
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some((finding) => finding.severity === 'error')

function failedTests(config: Config, compiled: CompiledConfig, run: NonNullable<CheckOptions['runTest']>): Finding[] {
  return config.subclouds.flatMap((subcloud, i) =>
    subcloud.policy.tests.flatMap((test, n): Finding[] => {
      const { got } = run(subcloud, test, compiled)
      if (got === test.expect) return []
      const name = test.name ? `“${test.name}”` : `test ${n + 1}`
      return [
        {
          severity: 'error',
          path: `subclouds[${i}].policy.tests[${n}]`,
          code: 'policy_test',
          message: `${name} expects ${test.expect} and would get ${got}.`,
        },
      ]
    }),
  )
}

/** `subclouds[0].policy.boundary.allow[1]` is `boundary.allow[1]` to its owner. */
const inOwner = (path: string) => path.replace(/^subclouds\[\d+\]\.policy\.|^zones\[\d+\]\.|^platform\./, '')
