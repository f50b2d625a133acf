const timeKey = /^(at|since|until|[a-z]+([A-Z][a-z]+)*(At|Until))$/

/** Times are epoch ms inside and ISO 8601 on the wire; they are told by their names. A trace is left as it was made: it is for replay. */
export function withInstants(value: unknown): unknown {
  // Positions, by the hundred thousand: a number without a name is no time.
  if (Array.isArray(value)) return typeof value[0] === 'number' ? value : value.map(withInstants)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (typeof each === 'number' && timeKey.test(key)) return [key, new Date(each).toISOString()]
      return [key, key === 'trace' ? each : withInstants(each)]
    }),
  )
}
