'use client'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { gateStates } from '@/server/core/activation/types'
import type { Supposition } from '@/server/core/what-if/suppose'
import { supposeText } from '@/server/core/what-if/suppose-text'
import { Button } from '../../../_components/ui/button'
import { Input } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { gateLabels } from '../../../_lib/labels'
import { useZones } from '../../../_lib/use-zones'
import { supposeWords } from '../_engine/suppose-words'

const kinds = [
  { value: 'nodes', label: 'lose nodes' },
  { value: 'slots', label: 'change capacity' },
  { value: 'down', label: 'zone down' },
  { value: 'gate', label: 'gate state' },
] as const
type Kind = (typeof kinds)[number]['value']
const everywhere = '*'

type Props = { supposed: readonly Supposition[]; onChange: (supposed: Supposition[]) => void }

/** Changes that nobody makes: they hold in this question only. A node is drained from the answer that names it. */
export function SupposeFields({ supposed, onChange }: Props) {
  const { zones } = useZones()
  const [kind, setKind] = useState<Kind>('nodes')
  const [where, setWhere] = useState(everywhere)
  const [pct, setPct] = useState('-50')
  const [state, setState] = useState<(typeof gateStates)[number]>('on')
  const next = suppositionOf(kind, where === everywhere ? null : where, Number(pct), state)
  const add = () => {
    if (next) onChange([...supposed.filter((one) => supposeText(one) !== supposeText(next)), next])
  }
  return (
    <div className="flex flex-col gap-2">
      {supposed.length > 0 && (
        <ul aria-label="Supposed" className="flex flex-col gap-1">
          {supposed.map((one) => (
            <li key={supposeText(one)} className="flex items-center gap-2 rounded-md bg-accent-soft px-2 py-1 text-accent">
              <span className="flex-1">{supposeWords(one)}</span>
              <Button
                variant="ghost"
                size="icon-sm"
                className="size-5"
                aria-label={`No longer suppose: ${supposeWords(one)}`}
                onClick={() => onChange(supposed.filter((other) => other !== one))}
              >
                <X size={12} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="grid grid-cols-2 gap-2">
        <Select label="What to suppose" value={kind} options={kinds} onChange={setKind} />
        <Select
          label="Where to suppose it"
          value={where}
          options={[{ value: everywhere, label: 'everywhere' }, ...[...zones.keys()].map((code) => ({ value: code, label: code }))]}
          onChange={setWhere}
        />
        {kind === 'gate' ? (
          <Select
            label="State to suppose"
            value={state}
            options={gateStates.map((value) => ({ value, label: gateLabels[value].label }))}
            onChange={setState}
          />
        ) : kind === 'down' ? (
          <span />
        ) : (
          <div className="flex items-center gap-1.5">
            <Input
              type="number"
              aria-label="By how many per cent"
              min={-100}
              max={kind === 'nodes' ? 0 : 300}
              step={10}
              value={pct}
              onChange={(event) => setPct(event.target.value)}
            />
            <span className="text-faint">%</span>
          </div>
        )}
        <Button onClick={add} disabled={next === null}>
          <Plus size={14} aria-hidden />
          Suppose
        </Button>
      </div>
    </div>
  )
}

function suppositionOf(kind: Kind, zone: string | null, pct: number, state: (typeof gateStates)[number]): Supposition | null {
  if (kind === 'down') return { kind, zone }
  if (kind === 'gate') return { kind, zone, state }
  return Number.isInteger(pct) && pct >= -100 && pct <= (kind === 'nodes' ? 0 : 300) ? { kind, zone, pct } : null
}
