import type { Finding } from './finding'
import type { Config } from './schema'

export type CheckOptions = { previous?: Config | null }

export function checkConfig(_config: Config, _options: CheckOptions = {}): Finding[] {
  return []
}
