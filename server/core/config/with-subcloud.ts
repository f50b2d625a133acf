import type { CompiledConfig } from './compiled'
import type { Subcloud } from './schema'

/** The configuration with another version of one Subcloud, without compiling the rest again. */
export function withSubcloud(config: CompiledConfig, subcloud: Subcloud): CompiledConfig {
  const subclouds = config.source.subclouds.map((one) => (one.slug === subcloud.slug ? subcloud : one))
  return {
    ...config,
    subclouds: new Map([...config.subclouds, [subcloud.slug, subcloud]]),
    source: { ...config.source, subclouds },
  }
}
