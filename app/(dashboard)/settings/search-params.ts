import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const settingsTabs = ['keys', 'routing', 'overrides', 'configuration', 'geoip', 'members', 'installation'] as const
export type SettingsTab = (typeof settingsTabs)[number]
export const settingsParams = {
  /** Absent: the first that one may see. */
  tab: parseAsStringLiteral(settingsTabs),
  /** What the overrides are searched for. */
  q: parseAsString.withDefault(''),
  /** The prefix that is open, with or without an override yet, or `new`, or `geofeed` for the import. */
  override: parseAsString,
  /** Whether the tab’s form for a new key or member is open. */
  create: parseAsBoolean.withDefault(false),
}
