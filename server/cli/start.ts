// `npm start`: the database, the built dashboard, a router and the web server, kept running together and ended together.

import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { bootstrap } from '@/server/control/services/bootstrap/bootstrap'
import { type Env, EnvError, readEnv, urlHost } from '@/server/platform/env'
import type { ProcessIdentity } from '@/server/platform/process-identity'
import { readRouterEnv } from '@/server/router/env'
import { ensureBuilt } from './supervise/build'
import { type SupervisedChild, superviseChild } from './supervise/child'
import { compile } from './supervise/compile'
import { openDataFolder } from './supervise/data-folder'
import { type Database, openDatabase } from './supervise/database'
import { endProcesses } from './supervise/end-processes'
import { type FileLock, takeFileLock } from './supervise/file-lock'
import { compiledFlags, nodeFlags } from './supervise/node-flags'
import { checkPort } from './supervise/ports'
import { waitUntilReady } from './supervise/ready'
import { StartError } from './supervise/start-error'
import { isTiedToParent, watchParent } from './supervise/watch-parent'

const readyTimeoutMs = 180_000
const childPatienceMs = 8_000
/** A child that ends this often before it was ever ready will not get there. */
const hopelessAfter = 3

const say = (line: string) => process.stdout.write(`${line}\n`)

let lock: FileLock | null = null
let opening: Promise<Database> | null = null
const children: SupervisedChild[] = []
let stopping: Promise<void> | null = null

function stop(code: number): Promise<void> {
  stopping ??= (async () => {
    if (code === 0) say('Stopping …')
    lock?.update({ isStopping: true })
    await Promise.all(children.map((child) => child.stop(childPatienceMs)))
    // Even one that is only just coming up must not outlive us.
    await (await opening?.catch(() => null))?.stop()
    lock?.release()
    process.exit(code)
  })()
  return stopping
}

async function takeDataFolder(env: Env): Promise<FileLock> {
  openDataFolder(env.dataDir)
  const taken = await takeFileLock(path.join(env.dataDir, 'start.lock'), { holder: 1_500, stopping: 20_000 })
  if ('heldBy' in taken)
    throw new StartError(`DATA_DIR: ${env.dataDir} is in use by process ${taken.heldBy.pid}. Stop that, or set DATA_DIR to another folder.`)
  const { leftover } = taken.lock
  if (leftover?.children.length) await endProcesses(leftover.children, 3_000)
  return taken.lock
}

function runChild(name: 'router' | 'web', args: readonly string[], env: Record<string, string>): SupervisedChild {
  const child = superviseChild({
    name,
    args,
    env,
    say,
    onSpawn: () => queueMicrotask(recordChildren),
  })
  children.push(child)
  recordChildren()
  return child
}

/** So that the next start can end what this one, killed, would leave. */
function recordChildren(): void {
  if (stopping) return
  lock?.update({ children: children.map((child) => child.identity()).filter((each): each is ProcessIdentity => each !== null) })
}

async function untilReady(child: SupervisedChild, url: string): Promise<void> {
  const ready = await waitUntilReady(url, readyTimeoutMs, () =>
    child.deaths() >= hopelessAfter ? `it ended ${child.deaths()} times` : null,
  )
  if (!ready.ok) throw new StartError(`The ${child.name} did not become ready: ${ready.detail}. Its last lines are above.`)
}

async function main(): Promise<void> {
  const env = readEnv()
  // The router's own to use: read here, since a child that they end would only be started again.
  readRouterEnv()
  lock = await takeDataFolder(env)
  await checkPort('PORT', env.host, env.port)
  await checkPort('ROUTER_PORT', env.host, env.routerPort)
  if (isTiedToParent()) watchParent(() => void stop(0))

  const built = ensureBuilt(say)
  // Looked at below; until then a failure of it must not count as unhandled.
  built.catch(() => {})
  const compiling = compile('server/cli/router.ts')
  compiling.catch(() => {})
  opening = openDatabase(env, say)
  const database = await opening
  const account = await bootstrap({ databaseUrl: database.url, env })
  const childEnv = {
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: database.url,
    DATA_DIR: env.dataDir,
    INTERNAL_SECRET: env.internalSecret ?? randomBytes(32).toString('base64url'),
  }
  const webUrl = `http://${urlHost(env.host)}:${env.port}`
  const routerUrl = `http://${urlHost(env.host)}:${env.routerPort}`
  const compiled = await compiling
  if (stopping) return
  const router = runChild('router', [...compiledFlags, compiled], childEnv)
  await built
  if (stopping) return
  const web = runChild('web', [...nodeFlags, 'server/cli/web.ts'], childEnv)
  await Promise.all([untilReady(router, routerUrl), untilReady(web, webUrl)])
  if (stopping) return
  say('')
  say('Geo-routing is running.')
  say(`  Dashboard  ${webUrl}`)
  say(`  Router     ${routerUrl}`)
  for (const line of account.signIn) say(`  ${line}`)
  say('  Stop it with Ctrl-C.')
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
process.on('disconnect', () => void stop(0))

main().catch(async (error: unknown) => {
  if (stopping) return
  const isExpected = error instanceof StartError || error instanceof EnvError
  process.stderr.write(`${error instanceof Error ? (isExpected || !process.env.DEBUG ? error.message : error.stack) : String(error)}\n`)
  await stop(1)
})
