'use client'
import { useQuery } from '@tanstack/react-query'
import { Select } from '../../../_components/ui/select'
import { useTRPC } from '../../../_lib/trpc'

type Props = { value: string | null; none: string; onChange: (slug: string | null) => void }
const noSlug = ' '

/** A Subcloud within reach, or none. */
export function SubcloudField({ value, none, onChange }: Props) {
  const trpc = useTRPC()
  const subclouds = useQuery(trpc.subclouds.list.queryOptions(undefined, { staleTime: 30_000 }))
  const items = subclouds.data?.items ?? []
  return (
    <Select
      label="Subcloud"
      showLabel
      value={value ?? noSlug}
      options={[{ value: noSlug, label: none }, ...items.map(({ slug, name }) => ({ value: slug, label: name, hint: slug }))]}
      onChange={(slug) => onChange(slug === noSlug ? null : slug)}
    />
  )
}
