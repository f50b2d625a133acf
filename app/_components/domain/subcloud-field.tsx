'use client'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../_lib/trpc'
import { Select } from '../ui/select'

type Props = {
  value: string | null
  none: string
  onChange: (slug: string | null) => void
  open?: boolean
  onOpenChange?: (open: boolean) => void
}
const noSlug = ' '

/** A Subcloud within reach, or none. */
export function SubcloudField({ value, none, onChange, open, onOpenChange }: Props) {
  const trpc = useTRPC()
  const subclouds = useQuery(trpc.subclouds.list.queryOptions(undefined, { staleTime: 30_000 }))
  const items = subclouds.data?.items ?? []
  return (
    <Select
      label="Subcloud"
      showLabel
      value={value ?? noSlug}
      options={[{ value: noSlug, label: none }, ...items.map(({ slug, name }) => ({ value: slug, label: name, hint: slug }))]}
      open={open}
      onOpenChange={onOpenChange}
      onChange={(slug) => onChange(slug === noSlug ? null : slug)}
    />
  )
}
