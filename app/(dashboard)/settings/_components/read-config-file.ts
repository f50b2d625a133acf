import { error, type Finding } from '@/server/core/config/finding'
import { parseConfig } from '@/server/core/config/parse'
import { type Config, limits } from '@/server/core/config/schema'

type Read = { ok: true; config: Config } | { ok: false; findings: readonly Finding[] }

/** A chosen file as a configuration, or why it is none; by the same rules as the server's, before anything is sent. */
export async function readConfigFile(file: Blob): Promise<Read> {
  if (file.size > limits.configBytes)
    return { ok: false, findings: [error('', 'too_large', `A configuration may have ${limits.configBytes / 1024 / 1024} MiB.`)] }
  try {
    const parsed = parseConfig(JSON.parse(await file.text()))
    return parsed.ok ? { ok: true, config: parsed.config } : { ok: false, findings: parsed.findings }
  } catch (failure) {
    return {
      ok: false,
      findings: [error('', 'invalid_value', `This is no JSON: ${failure instanceof Error ? failure.message : 'unreadable'}`)],
    }
  }
}
