import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const settingsTabs = ['keys', 'routing', 'gate', 'overrides', 'configuration', 'geoip', 'members', 'installation'] as const
export const settingsParams = {
  tab: parseAsStringLiteral(settingsTabs).withDefault('keys'),
  /** What the overrides are searched for. */
  q: parseAsString.withDefault(''),
  /** The prefix that is open, or `new`. */
  override: parseAsString,
}
