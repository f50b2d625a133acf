import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { takeFileLock } from './file-lock'
import { projectRoot } from './root'
import { StartError } from './start-error'

const sources = [
  'app',
  'server',
  'prisma/schema',
  'instrumentation-client.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
]
const irrelevant = /\.test\.tsx?$|^server\/(cli|router)\/|^server\/[^/]+\/testing\/|^server\/platform\/db\/generated\//
const hashFile = path.join(projectRoot, '.next', 'built-from')

/** Builds the dashboard unless it was built from just these sources. Says what it does, since it takes half a minute. */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  if (isBuilt()) return
  const taken = await takeFileLock(path.join(projectRoot, 'node_modules', '.cache', 'resultity-geo-build.lock'), {
    holder: 300_000,
    stopping: 300_000,
  })
  if ('heldBy' in taken)
    throw new StartError(`Process ${taken.heldBy.pid} has been building the dashboard for five minutes. End it and start again.`)
  try {
    if (isBuilt()) return
    const startedAt = Date.now()
    say('Building the dashboard (half a minute or so; later starts skip this) …')
    rmSync(hashFile, { force: true })
    const hash = sourceHash()
    await runBuild(say)
    writeFileSync(hashFile, hash)
    say(`Built the dashboard in ${Math.round((Date.now() - startedAt) / 1000)} s`)
  } finally {
    taken.lock.release()
  }
}

function isBuilt(): boolean {
  return existsSync(hashFile) && existsSync(path.join(projectRoot, '.next', 'BUILD_ID')) && readFileSync(hashFile, 'utf8') === sourceHash()
}

function sourceHash(): string {
  const hash = createHash('sha256').update(`${process.versions.node.split('.')[0]}\n`)
  for (const file of sources.flatMap(filesOf).sort()) {
    if (irrelevant.test(file)) continue
    hash.update(`${file}\n`).update(readFileSync(path.join(projectRoot, file)))
  }
  return hash.digest('hex')
}

function filesOf(relative: string): string[] {
  const absolute = path.join(projectRoot, relative)
  if (!existsSync(absolute)) return []
  if (path.extname(relative) !== '') return [relative]
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
}

function runBuild(say: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(projectRoot, 'node_modules/next/dist/bin/next'), 'build'], {
      cwd: projectRoot,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const startedAt = Date.now()
    const heartbeat = setInterval(() => say(`  … building for ${Math.round((Date.now() - startedAt) / 1000)} s`), 10_000)
    const lines: string[] = []
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line)
        if (/^\s*(✓|Creating|Compil|Generating|Collecting|Running|Finished)/.test(line)) say(`  ${line.trim()}`)
      })
    }
    const endWithUs = () => child.kill('SIGTERM')
    process.once('exit', endWithUs)
    child.on('error', reject)
    child.on('close', (code) => {
      clearInterval(heartbeat)
      process.off('exit', endWithUs)
      if (code === 0) return resolve()
      reject(new StartError(`The dashboard could not be built:\n${lines.slice(-40).join('\n')}`))
    })
  })
}
