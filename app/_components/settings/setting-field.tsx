'use client'
import { RotateCcw } from 'lucide-react'
import { useId } from 'react'
import type { Config } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import { useKept } from '../../_lib/kept/use-kept'
import { type Changed, readSetting, type Section, withSetting } from '../../_lib/settings/sections'
import { howToWrite, readSettingText, type Setting, settingText, settingWords } from '../../_lib/settings/setting'
import { Button } from '../ui/button'
import { cn } from '../ui/cn'
import { inputClass } from '../ui/field'

type Props = { section: Section; setting: Setting; config: Config; published: Config; onChange: (config: Config) => void }

/** One setting with its unit, its default and what is in force. What cannot be taken stays as it was typed, with the reason. */
export function SettingField({ section, setting, config, published, onChange }: Props) {
  const id = useId()
  const { path, label, means, unit } = setting
  const [typed, keep, forget] = useKept<string | null>(`${section.name} ${path}`, null)
  const [value, inForce, usual] = [config[section.name], published[section.name], section.defaults].map((each) => readSetting(each, path))
  const put = (next: unknown): Changed => withSetting(config, section, path, next)
  const problem = typed === null ? null : problemOf(setting, typed, put)
  const type = (text: string) => {
    keep(text)
    const read = readSettingText(setting, text)
    const next = read === null ? null : put(read)
    if (next?.config && !isEqual(read, value)) onChange(next.config)
  }
  const leave = () => {
    // What is wrong stays where it is, so that it can be mended.
    if (problem === null) forget()
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_9.5rem] items-start gap-x-4">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <p id={`${id}-means`} className="text-xs text-muted">
          {means}
        </p>
      </div>
      <div className="flex flex-col gap-0.5">
        <div className="flex items-center gap-1.5">
          <input
            id={id}
            value={typed ?? settingText(setting, value)}
            autoComplete="off"
            spellCheck={false}
            aria-invalid={problem !== null}
            aria-describedby={`${id}-means ${id}-notes`}
            className={cn(inputClass, 'tabular-nums')}
            onChange={(event) => type(event.target.value)}
            onBlur={leave}
          />
          {unit !== '' && <span className="shrink-0 text-xs text-muted">{unit}</span>}
          {!isEqual(value, usual) && (
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={`${label}: back to the default`}
              title="Back to the default"
              onClick={() => {
                forget()
                const next = put(usual)
                if (next.config) onChange(next.config)
              }}
            >
              <RotateCcw size={12} aria-hidden />
            </Button>
          )}
        </div>
        <p id={`${id}-notes`} className="text-2xs text-faint">
          {problem !== null ? (
            <span role="alert" className="text-xs text-bad">
              {problem}
            </span>
          ) : (
            <>
              default {settingWords(setting, usual)}
              {!isEqual(value, inForce) && <span className="text-accent"> · in force {settingWords(setting, inForce)}</span>}
            </>
          )}
        </p>
      </div>
    </div>
  )
}

function problemOf(setting: Setting, text: string, put: (value: unknown) => Changed): string | null {
  const read = readSettingText(setting, text)
  if (read === null) return `${howToWrite[setting.kind]}.`
  const next = put(read)
  return next.config ? null : `${next.problem}.`
}
