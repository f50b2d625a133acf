'use client'
import { RotateCcw } from 'lucide-react'
import { useId, useState } from 'react'
import type { GateSettings } from '@/server/core/config/schema'
import { isEqual } from '@/server/core/json/share'
import { Button } from '../../../../_components/ui/button'
import { cn } from '../../../../_components/ui/cn'
import { inputClass } from '../../../../_components/ui/field'
import {
  type GateSetting,
  gateDefaults,
  howToWrite,
  readSetting,
  readSettingText,
  settingText,
  settingWords,
  withSetting,
} from '../../../../_lib/gate-settings'

type Props = { setting: GateSetting; gate: GateSettings; published: GateSettings; onChange: (gate: GateSettings) => void }

/** One setting with its unit, its default and what is in force. What cannot be taken stays as it was typed, with the reason. */
export function SettingField({ setting, gate, published, onChange }: Props) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const { path, label, means, unit } = setting
  const [value, inForce, usual] = [gate, published, gateDefaults].map((each) => readSetting(each, path))
  const problem = typed === null ? null : problemOf(gate, setting, typed)
  const type = (text: string) => {
    setTyped(text)
    const read = readSettingText(setting, text)
    const next = read === null ? null : withSetting(gate, path, read)
    if (next?.gate && !isEqual(read, value)) onChange(next.gate)
  }
  const leave = () => {
    // What is wrong stays where it is, so that it can be mended.
    if (problem === null) setTyped(null)
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
                setTyped(null)
                const next = withSetting(gate, path, usual)
                if (next.gate) onChange(next.gate)
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

function problemOf(gate: GateSettings, setting: GateSetting, text: string): string | null {
  const read = readSettingText(setting, text)
  if (read === null) return `${howToWrite[setting.kind]}.`
  const next = withSetting(gate, setting.path, read)
  return next.gate ? null : `${next.problem}.`
}
