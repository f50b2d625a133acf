'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Controller, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { type CreatedKey, keyScopes } from '@/server/control/services/keys/schemas'
import { InlineError } from '../../../_components/states'
import { Button } from '../../../_components/ui/button'
import { Checkbox } from '../../../_components/ui/checkbox'
import { Dialog } from '../../../_components/ui/dialog'
import { Field, Input } from '../../../_components/ui/field'
import { Select } from '../../../_components/ui/select'
import { useKeptForm } from '../../../_lib/kept/use-kept-form'
import { useTRPC } from '../../../_lib/trpc'
import { useMutation } from '../../../_lib/use-mutation'
import { bindingHint, expiries, type KeyValues, keyForm, keyInput, scopeWords } from './key-form'
import { KeyGeoFields } from './key-geo-fields'

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onCreated: (created: CreatedKey) => void }
const none = '*'

export function CreateKey({ open, onOpenChange, onCreated }: Props) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const subclouds = useQuery(trpc.subclouds.list.queryOptions(undefined, { enabled: open }))
  const { register, control, handleSubmit, formState, forget } = useKeptForm<KeyValues, z.output<typeof keyForm>>('create a key', {
    resolver: zodResolver(keyForm),
    defaultValues: { name: '', scopes: ['gateway'], subcloud: '', expiry: '90', rateLimit: '', prefer: '', only: '', deny: '' },
  })
  const done = () => {
    onOpenChange(false)
    forget()
  }
  const create = useMutation(
    trpc.keys.create.mutationOptions({
      onSuccess: async (created) => {
        done()
        onCreated(created)
        await queries.invalidateQueries({ queryKey: trpc.keys.pathKey() })
      },
    }),
  )
  const errors = formState.errors
  const [scopes, subcloud] = useWatch({ control, name: ['scopes', 'subcloud'] })
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Create an API key"
      footer={
        <>
          <Button onClick={done}>Cancel</Button>
          <Button variant="primary" type="submit" form="create-key" disabled={create.isPending}>
            {create.isPending ? 'Creating…' : 'Create key'}
          </Button>
        </>
      }
    >
      <form
        id="create-key"
        noValidate
        onSubmit={handleSubmit((values) => create.mutate(keyInput(values, Date.now())))}
        className="flex flex-col gap-4"
      >
        <Field label="Name" hint="What uses it, e.g. Cloud API production" error={errors.name?.message}>
          <Input {...register('name')} />
        </Field>
        <Controller
          control={control}
          name="scopes"
          render={({ field }) => (
            <fieldset className="flex flex-col gap-1.5">
              <legend className="mb-1 text-xs font-medium text-muted">It may</legend>
              {keyScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  checked={field.value.includes(scope)}
                  onChange={(on) => field.onChange(on ? [...field.value, scope] : field.value.filter((other) => other !== scope))}
                  label={
                    <>
                      <span className="font-medium">{scope}</span> <span className="text-muted">{scopeWords[scope]}</span>
                    </>
                  }
                />
              ))}
              {errors.scopes && (
                <p role="alert" className="text-xs text-bad">
                  {errors.scopes.message}
                </p>
              )}
            </fieldset>
          )}
        />
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Bound to Subcloud" hint={bindingHint(scopes, subcloud)} error={errors.subcloud?.message}>
            <Controller
              control={control}
              name="subcloud"
              render={({ field }) => (
                <Select
                  label="Bound to Subcloud"
                  value={field.value || none}
                  onChange={(value) => field.onChange(value === none ? '' : value)}
                  options={[
                    { value: none, label: 'none' },
                    ...(subclouds.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name, hint: slug })),
                  ]}
                  className="w-full"
                />
              )}
            />
          </Field>
          <Field label="Expires">
            <Controller
              control={control}
              name="expiry"
              render={({ field }) => (
                <Select
                  label="Expires"
                  value={field.value}
                  onChange={field.onChange}
                  options={(Object.keys(expiries) as (keyof typeof expiries)[]).map((value) => ({ value, label: expiries[value] }))}
                  className="w-full"
                />
              )}
            />
          </Field>
          <Field label="Requests a second" hint="empty: no limit" error={errors.rateLimit?.message}>
            <Input type="number" min={1} {...register('rateLimit')} />
          </Field>
        </div>
        <KeyGeoFields register={register} errors={errors} />
        {create.error && (
          // The form is longer than the dialog: what the server says must not wait below its edge.
          <div ref={(element) => element?.scrollIntoView({ block: 'nearest' })}>
            <InlineError error={create.error} />
          </div>
        )}
      </form>
    </Dialog>
  )
}
