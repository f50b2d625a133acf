import { existsSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../supervise/root'
import { nodeArgs, startServer } from './server-process'
import { type Site, untilReady } from './site'

/** Web in front of the same router, as callers of the public port reach it; needs a production build. */
export async function startThroughNext(site: Site): Promise<{ port: number; pid: number; stop(): Promise<void> } | { absent: string }> {
  if (!existsSync(path.join(projectRoot, '.next', 'BUILD_ID'))) return { absent: 'no production build: run `npm run build`' }
  const port = Number(site.env.PORT)
  const web = startServer(process.execPath, nodeArgs('server/cli/web.ts'), { ...site.env, ROUTER_URL: site.url })
  try {
    await untilReady(web, `http://127.0.0.1:${port}`)
  } catch (error) {
    return { absent: `web did not start: ${(error as Error).message}` }
  }
  return { port, pid: web.pid, stop: () => web.stop() }
}
