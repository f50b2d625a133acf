'use client'
import { useQuery } from '@tanstack/react-query'
import { Select } from '../../../_components/ui/select'
import { relative } from '../../../_lib/format'
import { useNow } from '../../../_lib/now'
import { useTRPC } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'

type Props = { label?: string; value: string | null; onChange: (value: string | null) => void }
const published = 'published'

/** Which configuration is asked. Owners have their Subclouds' drafts, admins every draft and revision. */
export function ConfigField({ label = 'Configuration', value, onChange }: Props) {
  const trpc = useTRPC()
  const now = useNow()
  const { data: status } = useStatus()
  const role = status?.me.role
  const drafts = useQuery(trpc.drafts.list.queryOptions(undefined, { enabled: role === 'admin' || role === 'owner' }))
  const history = useQuery(trpc.config.history.queryOptions({ limit: 20 }, { enabled: role === 'admin' }))
  const current = status?.replica.revision ?? null
  const options = [
    { value: published, label: 'published', hint: current === null ? '' : `revision ${current}` },
    ...(drafts.data?.items ?? []).map(({ id, scope, mine, by, updatedAt }) => ({
      value: `draft:${id}`,
      label: `${mine ? 'my draft' : `draft of ${by.name ?? 'somebody'}`}${scope === 'config' ? '' : `, ${scope.replace('subcloud:', '')}`}`,
      hint: relative(updatedAt, now),
    })),
    ...(history.data?.items ?? [])
      .filter(({ revision }) => revision !== current)
      .map(({ revision, comment }) => ({ value: String(revision), label: `revision ${revision}`, hint: comment.slice(0, 40) })),
  ]
  const known = value === null || options.some((option) => option.value === value)
  return (
    <Select
      label={label}
      value={value ?? published}
      options={known ? options : [...options, { value: value!, label: value!.startsWith('draft:') ? 'a draft' : `revision ${value}` }]}
      onChange={(next) => onChange(next === published ? null : next)}
    />
  )
}
