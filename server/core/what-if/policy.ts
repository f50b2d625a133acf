import type { CompiledConfig } from '../config/compiled'
import type { Policy } from '../config/schema'

/** The configuration with another policy for one of its Subclouds. No place depends on a policy, so all verdicts stay. */
export function underPolicy(config: CompiledConfig, slug: string, policy: Policy): CompiledConfig {
  const own = config.subclouds.get(slug)
  if (!own) return config
  const changed = { ...own, policy }
  const subclouds = config.source.subclouds.map((one) => (one.slug === slug ? changed : one))
  return { ...config, subclouds: new Map([...config.subclouds, [slug, changed]]), source: { ...config.source, subclouds } }
}
