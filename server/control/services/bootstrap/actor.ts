export const bootstrapActor = { type: 'system', id: 'bootstrap' } as const
