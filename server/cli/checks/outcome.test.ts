// What a run of each runner comes to, told from real runs of small files.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { projectRoot } from '../supervise/root'
import { takeOutcome } from './outcome'
import { runTests } from './step'

const modules = path.join(projectRoot, 'node_modules')
const reporter = (runner: string) => path.join(projectRoot, `server/cli/checks/${runner}-reporter.ts`)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'geo-checks-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text)

const vitest = () => runTests([`${modules}/vitest/vitest.mjs`, 'run', '--root', folder, '--globals', `--reporter=${reporter('vitest')}`])

it('names the tests of Vitest that failed, and the files and groups that could not be tested', async () => {
  write('mixed.test.js', `it('holds', () => {}); it('does not', () => expect(1).toBe(2))`)
  write('unloaded.test.js', `throw new Error('no such module')`)
  write('unprepared.test.js', `beforeAll(() => { throw new Error('no database') }); it('never runs', () => {})`)
  write('group.test.js', `describe('a group', () => { beforeAll(() => { throw new Error('no world') }); it('neither', () => {}) })`)
  const { passed, failures } = await vitest()
  expect(passed).toBe(1)
  expect(failures.map((failure) => failure.split('\n', 2).join(': ')).sort()).toEqual([
    expect.stringMatching(/^group\.test\.js > a group: +Error: no world$/),
    expect.stringMatching(/^mixed\.test\.js > does not: +AssertionError: expected 1 to be 2/),
    expect.stringMatching(/^unloaded\.test\.js: +Error: no such module$/),
    expect.stringMatching(/^unprepared\.test\.js: +Error: no database$/),
  ])
})

it('counts what Vitest catches outside of any test', async () => {
  write('stray.test.js', `it('leaves something behind', () => { Promise.reject(new Error('too late')) })`)
  const { passed, failures } = await vitest()
  expect(passed).toBe(1)
  expect(failures).toEqual([expect.stringMatching(/^outside of any test\n +Error: too late/)])
})

it('names the tests of Playwright that failed, a flaky one among them', async () => {
  write('playwright.config.mjs', `export default { testMatch: '*.spec.mjs', retries: 1 }`)
  write(
    'some.spec.mjs',
    `import { expect, test } from '${modules}/@playwright/test/index.mjs'
     test('holds', () => {}); test('does not', () => expect(1).toBe(2)); test('now and then', ({}, { retry }) => expect(retry).toBe(1))`,
  )
  const { passed, failures } = await runTests([
    `${modules}/@playwright/test/cli.js`,
    'test',
    `--config=${folder}`,
    `--reporter=${reporter('playwright')}`,
  ])
  expect(passed).toBe(1)
  expect(failures.map((failure) => failure.split('\n')[0]).sort()).toEqual(['some.spec.mjs > does not', 'some.spec.mjs > now and then'])
  expect(failures.join()).toContain('expect(received).toBe(expected)')
})

it('counts a runner that ended badly without saying of what', () => {
  const file = path.join(folder, 'outcome.json')
  write('outcome.json', JSON.stringify({ passed: 3, failures: [] }))
  expect(takeOutcome(file, 0)).toEqual({ passed: 3, failures: [] })
  expect(takeOutcome(file, 1)).toEqual({ passed: 3, failures: ['ended with code 1'] })
})
