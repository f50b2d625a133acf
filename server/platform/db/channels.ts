/** What a notification may be about. It is a hint: whoever misses one finds the change by polling. */
export const channels = ['config', 'fleet', 'gate', 'keys', 'decisions'] as const
export type Channel = (typeof channels)[number]
