// What a verb on zones answers: the document after it and who still refers to what is gone, or why it cannot be done.

import type { Config, Zone } from '../schema'
import { type Reference, references } from '../token-fields'

export type Edited =
  | {
      ok: true
      config: Config
      /** References that no rewriting could follow without changing what their owner meant. They are `in_use` until changed by hand. */
      left: readonly Reference[]
    }
  | { ok: false; message: string }

export const refuse = (message: string): Edited => ({ ok: false, message })

export function edited(config: Config, gone: readonly string[]): Edited {
  const tokens = new Set(gone.map((code) => `zone:${code}`))
  return { ok: true, config, left: references(config).filter(({ token }) => tokens.has(token)) }
}

/** The zone that a new code would collide with: one that is there, or one that old log rows still name. */
export function codeTaken(code: string, zones: readonly Zone[], except: readonly string[] = []): string | null {
  if (except.includes(code)) return null
  if (zones.some((zone) => zone.code === code)) return `There already is a zone ${code}.`
  const heir = zones.find((zone) => zone.replaces.includes(code))
  return heir ? `${code} is what zone ${heir.code} was called before: log rows under that code mean ${heir.code}.` : null
}
