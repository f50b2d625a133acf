import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

export const activationTabs = ['conditions', 'settings'] as const

/** The zone whose conditions are spelled out. */
export const activationParams = { zone: parseAsString, tab: parseAsStringLiteral(activationTabs).withDefault('conditions') }
