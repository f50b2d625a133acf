'use client'
import { nodeId } from '@/server/core/config/schema'
import { Button } from '../../../../../_components/ui/button'
import { Field, Input } from '../../../../../_components/ui/field'
import { useKept } from '../../../../../_lib/kept/use-kept'
import type { Participating } from './use-participation'

/** For admins: members without their operator's word. */
export function AssignForm({ participation }: { participation: Participating }) {
  const [text, keep, forget] = useKept('assign', '')
  const parts = text.split(/[\s,;]+/).filter(Boolean)
  const wrong = parts.find((part) => !nodeId.safeParse(part).success)
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (parts.length > 0 && wrong === undefined)
          void participation.assign(parts.map((part) => part.toLowerCase())).then(forget, () => {})
      }}
    >
      <Field
        label="Assign nodes"
        className="flex-1"
        hint="Addresses, by spaces or commas. They serve it without opting in."
        error={wrong === undefined ? undefined : `${wrong} is no node’s address (0x and 40 hex digits).`}
      >
        <Input
          className="font-mono text-xs"
          autoComplete="off"
          spellCheck={false}
          placeholder="0x…"
          value={text}
          onChange={(event) => keep(event.target.value)}
        />
      </Field>
      <Button type="submit" className="mt-5" disabled={parts.length === 0 || wrong !== undefined || participation.isBusy}>
        Assign
      </Button>
    </form>
  )
}
