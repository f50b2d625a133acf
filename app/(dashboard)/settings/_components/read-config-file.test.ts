import { describe, expect, it } from 'vitest'
import { defaultConfig } from '@/server/core/config/default'
import { configSchema } from '@/server/core/config/schema'
import { readConfigFile } from './read-config-file'

const file = (text: string) => new Blob([text], { type: 'application/json' })

describe('a configuration file', () => {
  it('is read as what a download wrote, revision and all', async () => {
    const config = configSchema.parse(defaultConfig())
    expect(await readConfigFile(file(JSON.stringify({ revision: 7, ...config }, null, 2)))).toEqual({ ok: true, config })
  })

  it.each([
    ['no JSON', '{', 'invalid_value', ''],
    ['another document', '{"zones": 5}', 'invalid_value', 'zones'],
    ['a bare token', '{"zones": [], "platform": {"boundary": {"allow": ["SA"]}}}', 'invalid_geo_token', 'platform.boundary.allow[0]'],
    ['deep brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'too_deep', ''],
  ])('says why %s is none', async (_name, text, code, path) => {
    expect(await readConfigFile(file(text))).toMatchObject({ ok: false, findings: [{ code, path }] })
  })
})
