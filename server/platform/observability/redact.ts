// What never gets into a log line, whoever logs it: credentials, and the addresses of clients and nodes.

const secretKeys = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'secret',
  'password',
  'token',
  'apikey',
  'x-api-key',
  'internalsecret',
  'signature',
  'mac',
  'ip',
  'address',
  'remoteaddress',
  'peer',
  'clientip',
  'ipaddress',
  'x-forwarded-for',
  'forwarded',
  'x-real-ip',
  'cf-connecting-ip',
  'true-client-ip',
  'x-geo-internal-peer',
])

const deepest = 5

/** A copy of `value` without them, at any depth up to five. Errors are left to the error serializer. */
export function redact(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || value instanceof Date) return value
  if (depth >= deepest) return '[deeper]'
  if (Array.isArray(value)) return value.map((each) => redact(each, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, secretKeys.has(key.toLowerCase()) ? '[redacted]' : redact(each, depth + 1)]),
  )
}
