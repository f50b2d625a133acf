import { parseAsStringLiteral } from 'nuqs/server'

export const settingsTabs = ['keys', 'configuration', 'geoip', 'members', 'installation'] as const
export const settingsParams = { tab: parseAsStringLiteral(settingsTabs).withDefault('keys') }
