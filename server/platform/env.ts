// Every variable the product reads, in one place. A bad value stops the start with one line saying what to write instead.

import path from 'node:path'
import { z } from 'zod'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

export type Env = {
  /** Null: the embedded PostgreSQL. */
  databaseUrl: string | null
  /** Absolute. */
  dataDir: string
  host: string
  port: number
  routerPort: number
  /** Where web streams data-plane paths to. */
  routerUrl: string
  /** Where other routers reach this one. */
  routerAdvertiseUrl: string
  trustedProxies: string[]
  /** Entries of X-Forwarded-For that may be stepped over; null: as many as the rule has by itself. */
  trustedProxyHops: number | null
  networkId: string
  /** Files that replace the shipped IP databases. */
  geoipDb: string | null
  geoipDb2: string | null
  bootstrap: { adminEmail: string | null; adminPassword: string | null; apiKey: string | null }
  logLevel: LogLevel
  /** Shared by web and router of one start; authenticates the internal peer header. */
  internalSecret: string | null
  /** The demonstration world may take part. */
  demo: boolean
}

export class EnvError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'))
    this.name = 'EnvError'
  }
}

const port = z.coerce
  .number('a port number, 1 to 65535')
  .int('a port number, 1 to 65535')
  .min(1, 'a port number, 1 to 65535')
  .max(65535, 'a port number, 1 to 65535')
const httpUrl = z.url({ protocol: /^https?$/, error: 'an http:// or https:// URL' }).transform((value) => value.replace(/\/+$/, ''))
const secret = z.string().regex(/^[\x21-\x7e]{8,512}$/, '8 to 512 visible ASCII characters without spaces')
const cidr = z.union(
  [z.cidrv4(), z.cidrv6(), z.ipv4().transform((ip) => `${ip}/32`), z.ipv6().transform((ip) => `${ip}/128`)],
  'CIDRs separated by commas, e.g. 10.0.0.0/8,fd00::/8',
)

const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'a URL like postgresql://user:password@host:5432/database' }).optional(),
  DATA_DIR: z.string().default('./.data'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'an address or host name of this machine, e.g. 127.0.0.1')
    .default('127.0.0.1'),
  PORT: port.default(3000),
  ROUTER_PORT: port.default(4000),
  ROUTER_URL: httpUrl.optional(),
  ROUTER_ADVERTISE_URL: httpUrl.optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((value) =>
      value
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .pipe(z.array(cidr))
    .default([]),
  TRUSTED_PROXY_HOPS: z.coerce
    .number('a number of hops, 1 to 32')
    .int('a number of hops, 1 to 32')
    .min(1, 'a number of hops, 1 to 32')
    .max(32, 'a number of hops, 1 to 32')
    .optional(),
  NETWORK_ID: z
    .string()
    .regex(/^[\w.:-]{1,64}$/, 'letters, digits and . _ : - (at most 64)')
    .default('local'),
  GEOIP_DB: z.string().optional(),
  GEOIP_DB2: z.string().optional(),
  BOOTSTRAP_ADMIN_EMAIL: z.email('an e-mail address').optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(8, '8 to 128 characters').max(128, '8 to 128 characters').optional(),
  BOOTSTRAP_API_KEY: secret.optional(),
  LOG_LEVEL: z.enum(logLevels, `one of ${logLevels.join(', ')}`).default('info'),
  INTERNAL_SECRET: secret.optional(),
  DEMO: z.enum(['0', '1', 'true', 'false'], '1 or 0').default('0'),
})

const hidden = new Set(['BOOTSTRAP_ADMIN_PASSWORD', 'BOOTSTRAP_API_KEY', 'INTERNAL_SECRET', 'DATABASE_URL'])

/** An empty value counts as absent, as compose files and shells write it. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) throw new EnvError(linesOf(parsed.error, given))
  const env = parsed.data
  if (env.PORT === env.ROUTER_PORT) throw new EnvError([`ROUTER_PORT: ${env.ROUTER_PORT} is also PORT; give each its own`])
  const local = urlHost(env.HOST)
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: path.resolve(env.DATA_DIR),
    host: env.HOST,
    port: env.PORT,
    routerPort: env.ROUTER_PORT,
    routerUrl: env.ROUTER_URL ?? `http://${local}:${env.ROUTER_PORT}`,
    routerAdvertiseUrl: env.ROUTER_ADVERTISE_URL ?? `http://${local}:${env.ROUTER_PORT}`,
    trustedProxies: env.TRUSTED_PROXIES,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS ?? null,
    networkId: env.NETWORK_ID,
    geoipDb: env.GEOIP_DB ?? null,
    geoipDb2: env.GEOIP_DB2 ?? null,
    bootstrap: {
      adminEmail: env.BOOTSTRAP_ADMIN_EMAIL ?? null,
      adminPassword: env.BOOTSTRAP_ADMIN_PASSWORD ?? null,
      apiKey: env.BOOTSTRAP_API_KEY ?? null,
    },
    logLevel: env.LOG_LEVEL,
    internalSecret: env.INTERNAL_SECRET ?? null,
    demo: env.DEMO === '1' || env.DEMO === 'true',
  }
}

/** The host to write into a URL for something that listens on `host`: the wildcard addresses are no destinations. */
export function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

function linesOf(error: z.ZodError, given: Record<string, string | undefined>): string[] {
  const wanted = new Map<string, string>()
  for (const issue of error.issues) wanted.set(String(issue.path[0]), wanted.get(String(issue.path[0])) ?? issue.message)
  return [...wanted].map(
    ([name, message]) => `${name}: must be ${message}${hidden.has(name) ? '' : `; it is ${JSON.stringify(given[name])}`}`,
  )
}
