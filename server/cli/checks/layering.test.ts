import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectRoot } from '../supervise/root'

/** A file that breaks a rule, and what the linter must say of it; null: nothing. */
const files: readonly [file: string, text: string, complaint: RegExp | null][] = [
  ['server/core/a/alias.ts', `import { x } from '@/server/platform/x'\nexport const y = x\n`, /core imports only the core/],
  ['server/core/a/relative.ts', `import { x } from '../../platform/x'\nexport const y = x\n`, /core imports only the core/],
  ['server/core/a/node.ts', `import { readFileSync } from 'node:fs'\nexport const y = readFileSync\n`, /core imports only the core/],
  ['server/core/a/clock.ts', 'export const y = Date.now()\n', /core has no clock/],
  ['server/core/a/new-date.ts', 'export const y = new Date()\n', /core has no clock/],
  ['server/core/a/random.ts', 'export const y = Math.random()\n', /core is replayable/],
  ['server/core/a/process.ts', 'export const y = process.env\n', /core is pure/],
  [
    'server/core/a/fine.ts',
    `import { z } from 'zod'\nimport { b } from '../b/b'\nimport { c } from '@/server/core/c'\nexport const y = [z, b, c]\n`,
    null,
  ],
  ['server/core/a/fine.test.ts', `import { it } from 'vitest'\nit('x', () => void Date.now())\n`, null],
  ['server/platform/up.ts', `import { x } from '@/server/replica/x'\nexport const y = x\n`, /Platform is below/],
  ['server/platform/db/up.ts', `import { x } from '../../control/x'\nexport const y = x\n`, /Platform is below/],
  ['server/replica/up.ts', `import type { X } from '@/server/router/x'\nexport type Y = X\n`, /never who uses it/],
  [
    'server/router/http/over.ts',
    `import { x } from '@/server/control/x'\nexport const y = x\n`,
    /Router and control never import each other/,
  ],
  ['server/router/over.ts', `import { x } from '../control/x'\nexport const y = x\n`, /Router and control never import each other/],
  ['server/control/over.ts', `import { x } from '../router/x'\nexport const y = x\n`, /Router and control never import each other/],
  ['server/control/up.ts', `import { x } from '@/app/x'\nexport const y = x\n`, /Control is below the app/],
  ['app/map/over.ts', `import { x } from '@/server/router/x'\nexport const y = x\n`, /speaks to routers over HTTP only/],
  ['server/platform/cycle-a.ts', `import { b } from './cycle-b'\nexport const a = () => b\n`, /part of a cycle/],
  ['server/platform/cycle-b.ts', `import { a } from './cycle-a'\nexport const b = () => a\n`, /part of a cycle/],
]

let folder: string
let complaints: Map<string, string>

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'geo-layers-'))
  for (const name of ['biome.json', 'tsconfig.json', '.gitignore']) cpSync(path.join(projectRoot, name), path.join(folder, name))
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'))
  mkdirSync(path.join(folder, '.git'))
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  const biome = path.join(projectRoot, 'node_modules/@biomejs/biome/bin/biome')
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--colors=off', '--max-diagnostics=200', '.'], {
    cwd: folder,
    encoding: 'utf8',
  })
  complaints = new Map()
  for (const block of `${stdout}${stderr}`.split(/^(?=(?:app|server)\/[\w./-]+\.ts:\d+)/m)) {
    const file = /^[\w./-]+\.ts(?=:\d)/.exec(block)?.[0]
    if (file) complaints.set(file, (complaints.get(file) ?? '') + block)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.each(files)('%s', (file, _text, complaint) => {
  if (complaint) expect(complaints.get(file)).toMatch(complaint)
  else expect(complaints.get(file)).toBeUndefined()
})
