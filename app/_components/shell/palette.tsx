'use client'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Boxes, CircleHelp, Cpu, ListTree, type LucideIcon, Moon, Shapes } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useDeferredValue, useState } from 'react'
import type { SearchHit } from '@/server/control/services/search/schemas'
import { useTheme } from '../../_lib/theme/use-theme'
import { useTRPC } from '../../_lib/trpc'
import { Kbd } from '../ui/kbd'
import { destinations } from './navigation'
import { PaletteFrame } from './palette-frame'

const kinds: Record<SearchHit['kind'], { icon: LucideIcon; href: (id: string) => Route }> = {
  zone: { icon: Shapes, href: (id) => `/zones/${encodeURIComponent(id)}` as Route },
  node: { icon: Cpu, href: (id) => `/nodes/${encodeURIComponent(id)}` as Route },
  subcloud: { icon: Boxes, href: (id) => `/subclouds/${encodeURIComponent(id)}` as Route },
  decision: { icon: ListTree, href: (id) => `/jobs?job=${encodeURIComponent(id)}` as Route },
}

export function Palette({ open, onOpenChange, onHelp }: { open: boolean; onOpenChange: (open: boolean) => void; onHelp: () => void }) {
  const router = useRouter()
  const { theme, choose } = useTheme()
  const [text, setText] = useState('')
  const needle = useDeferredValue(text.trim())
  const trpc = useTRPC()
  const hits = useQuery(
    trpc.status.search.queryOptions({ q: needle }, { enabled: open && needle.length >= 2, placeholderData: (old) => old }),
  )
  const run = (action: () => void) => {
    onOpenChange(false)
    setText('')
    action()
  }
  const lower = needle.toLowerCase()
  const matches = (label: string) => label.toLowerCase().includes(lower)
  const screens = destinations.filter(({ label, means }) => matches(`${label} ${means}`))
  const actions = [
    {
      label: `Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`,
      icon: Moon,
      run: () => choose(theme === 'dark' ? 'light' : 'dark'),
    },
    { label: 'Show keyboard shortcuts', icon: CircleHelp, run: onHelp },
  ].filter(({ label }) => matches(label))
  const found = needle.length >= 2 ? (hits.data?.items ?? []) : []
  return (
    <PaletteFrame open={open} onOpenChange={onOpenChange} text={text} onText={setText}>
      {found.length === 0 && screens.length === 0 && actions.length === 0 && (
        <p role="status" className="px-3 py-8 text-center text-muted">
          {hits.isFetching ? 'Searching…' : `Nothing is called “${needle}”. Zones, nodes, Subclouds and jobs are found by name or id.`}
        </p>
      )}
      {found.length > 0 && (
        <Group heading="Found">
          {found.map((hit) => (
            <Item
              key={`${hit.kind} ${hit.id}`}
              value={`${hit.kind} ${hit.id}`}
              icon={kinds[hit.kind].icon}
              hint={hit.detail}
              onSelect={() => run(() => router.push(kinds[hit.kind].href(hit.id)))}
            >
              {hit.label}
            </Item>
          ))}
        </Group>
      )}
      {screens.length > 0 && (
        <Group heading="Go to">
          {screens.map(({ href, label, icon, means, hotkey }) => (
            <Item key={href} value={`screen ${href}`} icon={icon} hint={means} keys={hotkey} onSelect={() => run(() => router.push(href))}>
              {label}
            </Item>
          ))}
        </Group>
      )}
      {actions.length > 0 && (
        <Group heading="Do">
          {actions.map((action) => (
            <Item key={action.label} value={action.label} icon={action.icon} onSelect={() => run(action.run)}>
              {action.label}
            </Item>
          ))}
        </Group>
      )}
    </PaletteFrame>
  )
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  )
}

type ItemProps = { value: string; icon: LucideIcon; hint?: string; keys?: string; onSelect: () => void; children: ReactNode }

function Item({ value, icon: Icon, hint, keys, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 data-[selected=true]:bg-hover"
    >
      <Icon size={15} className="shrink-0 text-faint" aria-hidden />
      <span className="shrink-0 whitespace-nowrap">{children}</span>
      <span className="min-w-0 flex-1 truncate text-xs text-faint">{hint}</span>
      {keys && <Kbd keys={keys} />}
    </Command.Item>
  )
}
