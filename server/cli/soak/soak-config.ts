import { compileConfig } from '@/server/core/config/compile'
import type { CompiledConfig } from '@/server/core/config/compiled'
import { defaultConfig } from '@/server/core/config/default'
import { configSchema } from '@/server/core/config/schema'

/** The shipped zones with children, and some that are not, not yet or no longer in force. */
export function soakConfig(): CompiledConfig {
  const shipped = defaultConfig()
  const more = [
    { code: 'EU-W', name: 'Europe West', parent: 'EU', countries: ['FR', 'DE'] },
    { code: 'APAC', name: 'Asia-Pacific', countries: ['JP'], status: 'deprecated' },
    { code: 'AFR', name: 'Africa', countries: ['ZA'], status: 'draft' },
    { code: 'LATAM', name: 'Latin America', countries: ['BR'], status: 'retired' },
  ]
  return compileConfig(configSchema.parse({ ...shipped, zones: [...shipped.zones, ...more] }), 1)
}
