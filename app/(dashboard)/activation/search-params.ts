import { parseAsString, parseAsStringLiteral } from 'nuqs/server'

const activationTabs = ['conditions', 'settings'] as const

const timelineSpans = ['1h', '24h', '7d'] as const
export type Span = (typeof timelineSpans)[number]

/** The zone whose conditions are spelled out. */
export const activationParams = {
  zone: parseAsString,
  tab: parseAsStringLiteral(activationTabs).withDefault('conditions'),
  span: parseAsStringLiteral(timelineSpans).withDefault('24h'),
}
