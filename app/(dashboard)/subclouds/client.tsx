'use client'
import { useQuery } from '@tanstack/react-query'
import { Boxes, Search } from 'lucide-react'
import { debounce, useQueryStates } from 'nuqs'
import { useRef } from 'react'
import type { SubcloudRow } from '@/server/control/services/subclouds/schemas'
import { PageHeader } from '../../_components/page-header'
import { QueryView } from '../../_components/query-view'
import { EmptyState, FilteredEmpty } from '../../_components/states'
import { inputClass } from '../../_components/ui/field'
import { count } from '../../_lib/format'
import { useHotkeys } from '../../_lib/hotkeys'
import { useTRPC } from '../../_lib/trpc'
import { useStatus } from '../../_lib/use-status'
import { CreateSubcloud } from './_components/create-subcloud'
import { SubcloudCard } from './_components/subcloud-card'
import { subcloudsParams } from './search-params'

export function SubcloudsScreen() {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.list.queryOptions(undefined, { refetchInterval: 15_000 }))
  const [{ q }, setParams] = useQueryStates(subcloudsParams)
  const me = useStatus().data?.me
  const words = q.trim().toLowerCase()
  const list = useRef<HTMLUListElement>(null)
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus()
  }
  useHotkeys({ j: () => step(1), k: () => step(-1) })
  return (
    <div className="mx-auto max-w-5xl pb-8">
      <PageHeader title="Subclouds" meta={query.data && count(query.data.items.length)}>
        <search className="relative" aria-label="Search Subclouds">
          <Search size={14} className="absolute top-2.25 left-2.5 text-faint" aria-hidden />
          <input
            key={q === '' ? 'cleared' : 'kept'}
            type="search"
            aria-label="Search Subclouds"
            placeholder="Name, owner, what it says…"
            className={`${inputClass} w-64 pl-8`}
            defaultValue={q}
            onChange={(event) => void setParams({ q: event.target.value || null }, { limitUrlUpdates: debounce(150) })}
          />
        </search>
        {me?.role === 'admin' && <CreateSubcloud owner={me.email} />}
      </PageHeader>
      <QueryView query={query} what="Subclouds">
        {({ items }) => {
          if (items.length === 0) return <NoSubcloud />
          const shown = items.filter((one) => words === '' || textOf(one).includes(words))
          if (shown.length === 0) return <FilteredEmpty what="Subclouds" onClear={() => void setParams({ q: null })} />
          return (
            <ul ref={list} className="flex flex-col gap-3 px-4">
              {shown.map((subcloud) => (
                <SubcloudCard key={subcloud.slug} subcloud={subcloud} />
              ))}
            </ul>
          )
        }}
      </QueryView>
    </div>
  )
}

function textOf({ slug, name, owner, sentence, models }: SubcloudRow): string {
  return [slug, name, owner, sentence, ...models].join(' ').toLowerCase()
}

function NoSubcloud() {
  const me = useStatus().data?.me
  const isOwner = me?.role === 'owner'
  return (
    <EmptyState icon={<Boxes size={24} aria-hidden />} title={isOwner ? 'You own no Subcloud yet' : 'No Subcloud'}>
      A Subcloud is an owner’s sub-network with a policy: where its jobs may run, what it prefers, and what happens when nothing is free.
      {isOwner && ` An admin makes one and names ${me.email} as its owner.`}
    </EmptyState>
  )
}
