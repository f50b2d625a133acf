import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import type { NextConfig } from 'next'

// The map's worker is served from our own origin (worker-src 'self'), unbundled: MapLibre 6 ships it as one module.
const worker = { from: 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs', to: 'public/map/worker.mjs' }
if (existsSync(worker.from) && (!existsSync(worker.to) || statSync(worker.to).size !== statSync(worker.from).size)) {
  mkdirSync('public/map', { recursive: true })
  copyFileSync(worker.from, worker.to)
}

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  agentRules: false,
  reactStrictMode: true,
  compress: true,
  // Types are checked by tsc, over the whole project and not only what a page imports.
  typescript: { ignoreBuildErrors: true },
  // One copy in the process: web has them open before Next handles its first request.
  serverExternalPackages: [
    '@prisma/client',
    '@prisma/adapter-pg',
    'better-auth',
    'mmdb-lib',
    'pg',
    'pino',
    'prisma',
    'prom-client',
    'rate-limiter-flexible',
    'uuidv7',
  ],
  images: { unoptimized: true },
  devIndicators: false,
}

export default config
