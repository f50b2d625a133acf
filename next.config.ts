import type { NextConfig } from 'next'

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  agentRules: false,
  reactStrictMode: true,
  compress: true,
  // Types are checked by tsc, over the whole project and not only what a page imports.
  typescript: { ignoreBuildErrors: true },
  // One copy in the process: web has them open before Next handles its first request.
  serverExternalPackages: ['@prisma/client', '@prisma/adapter-pg', 'better-auth', 'mmdb-lib', 'pg', 'pino', 'prisma', 'prom-client', 'rate-limiter-flexible', 'uuidv7'],
  images: { unoptimized: true },
  devIndicators: false,
}

export default config
