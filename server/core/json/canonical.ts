// Canonical JSON (RFC 8785): one text for one value, whatever order its keys came in. Signed by agents, hashed for
// boundaries and revisions. ECMAScript's own number and string forms are what the RFC prescribes.

const maxDepth = 200

/** Throws on what JSON cannot say: NaN, infinities, functions, big integers, lone surrogates, nesting past 200. */
export function canonicalJson(value: unknown): string {
  return write(value, 0)
}

function write(value: unknown, depth: number): string {
  if (depth > maxDepth) throw new TypeError(`nested deeper than ${maxDepth}`)
  switch (typeof value) {
    case 'boolean':
      return String(value)
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} is not a JSON number`)
      return JSON.stringify(value)
    case 'string':
      return text(value)
    case 'object':
      break
    default:
      throw new TypeError(`a ${typeof value} is not JSON`)
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) return `[${value.map((item) => write(item === undefined ? null : item, depth + 1)).join(',')}]`
  const record = value as Record<string, unknown>
  // Array.sort compares UTF-16 code units, as the RFC asks; undefined members are absent, as in JSON.stringify.
  const keys = Object.keys(record).filter((key) => record[key] !== undefined)
  return `{${keys
    .sort()
    .map((key) => `${text(key)}:${write(record[key], depth + 1)}`)
    .join(',')}}`
}

function text(value: string): string {
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(value))
    throw new TypeError('a lone surrogate is not text')
  return JSON.stringify(value)
}
