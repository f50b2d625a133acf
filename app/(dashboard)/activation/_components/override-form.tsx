'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { Controller } from 'react-hook-form'
import { z } from 'zod'
import { gateStates } from '@/server/core/activation/types'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Dialog } from '../../../_components/ui/dialog'
import { Field, Input, Textarea } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { useToast } from '../../../_components/ui/toast'
import { utc } from '../../../_lib/format'
import { useKeptForm } from '../../../_lib/kept/use-kept-form'
import { gateLabels } from '../../../_lib/labels'
import { useNow } from '../../../_lib/now'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'

const network = '*'
const hourMs = 3_600_000
const form = z.object({
  state: z.enum(gateStates),
  zone: z.string(),
  canaryPct: z.coerce.number().gt(0, 'More than 0').max(100, 'At most 100'),
  hours: z.coerce.number().gt(0, 'More than 0').max(72, 'At most 72 hours'),
  reason: z.string().trim().min(1, 'An override needs a reason').max(1000),
})
type Values = z.input<typeof form>

/** An override moves preference only; it needs a reason and an end. */
export function OverrideForm({
  open,
  onOpenChange,
  zones,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  zones: readonly string[]
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const toast = useToast()
  const now = useNow()
  const { register, control, handleSubmit, formState, watch, forget } = useKeptForm<Values, z.output<typeof form>>('override the gate', {
    resolver: zodResolver(form),
    defaultValues: { state: 'shadow', zone: network, canaryPct: 5, hours: 4, reason: '' },
  })
  const done = () => {
    onOpenChange(false)
    forget()
  }
  const create = useMutation(
    trpc.activation.override.mutationOptions({
      onSuccess: async () => {
        done()
        toast('Override in force', 'It holds on every router within two seconds.')
        await queries.invalidateQueries()
      },
    }),
  )
  const submit = handleSubmit(({ state, zone, canaryPct, hours, reason }) =>
    create.mutate({
      state,
      zone: zone === network ? null : zone,
      canaryPct: state === 'canary' ? canaryPct : null,
      reason,
      // A minute inside the limit, so that clocks a little apart do not refuse 72 hours.
      expiresAt: new Date(Date.now() + Math.min(hours * hourMs, 72 * hourMs - 60_000)).toISOString(),
    }),
  )
  const [state, hours] = watch(['state', 'hours'])
  const errors = formState.errors
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Override the gate"
      description="Boundaries hold whatever you choose: this moves preference only. One override is in force at a time; a later one replaces it."
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button variant="primary" type="submit" form="override" disabled={create.isPending}>
            {create.isPending ? 'Setting…' : 'Set override'}
          </Button>
        </>
      }
    >
      <form id="override" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-4">
          <Field label="Where">
            <Controller
              control={control}
              name="zone"
              render={({ field }) => (
                <Select
                  label="Where"
                  value={field.value}
                  onChange={field.onChange}
                  options={[{ value: network, label: 'The whole network' }, ...zones.map((value) => ({ value, label: value }))]}
                  className="w-full"
                />
              )}
            />
          </Field>
          <Field label="State">
            <Controller
              control={control}
              name="state"
              render={({ field }) => (
                <Select
                  label="State"
                  value={field.value}
                  onChange={field.onChange}
                  options={gateStates.map((value) => ({ value, label: gateLabels[value].label }))}
                  className="w-full"
                />
              )}
            />
          </Field>
        </div>
        <p className="rounded-md bg-sunken px-3 py-2 text-muted">{gateLabels[state].means}</p>
        <div className="grid grid-cols-2 gap-4">
          <Field
            label="For how many hours"
            hint={now > 0 && Number(hours) > 0 && Number(hours) <= 72 ? `until ${utc(now + Number(hours) * hourMs)}` : 'at most 72'}
            error={errors.hours?.message}
          >
            <Input type="number" min={1} max={72} step="any" {...register('hours')} />
          </Field>
          {state === 'canary' && (
            <Field label="Share of tenants, %" error={errors.canaryPct?.message}>
              <Input type="number" min={1} max={100} step="any" {...register('canaryPct')} />
            </Field>
          )}
        </div>
        <Field label="Reason" hint="Kept in the audit trail." error={errors.reason?.message}>
          <Textarea {...register('reason')} />
        </Field>
        <InlineError error={create.error} />
      </form>
    </Dialog>
  )
}
