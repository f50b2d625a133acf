'use client'
import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Boxes, CircleHelp, Cpu, ListTree, LogOut, type LucideIcon, Moon, Scale, Shapes } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react'
import type { Role } from '@/server/control/actor'
import type { SearchHit } from '@/server/control/services/search/schemas'
import { useTheme } from '../../_lib/theme/use-theme'
import { useTRPC } from '../../_lib/trpc'
import { InlineError } from '../states'
import { Kbd } from '../ui/kbd'
import { actionsFor, destinationsFor, isMeant, partsFor } from './navigation'
import { PaletteFrame } from './palette-frame'
import { useSignOut } from './use-sign-out'

const kinds: Record<SearchHit['kind'], { icon: LucideIcon; href: (id: string) => Route }> = {
  zone: { icon: Shapes, href: (id) => `/zones/${encodeURIComponent(id)}` as Route },
  node: { icon: Cpu, href: (id) => `/nodes/${encodeURIComponent(id)}` as Route },
  subcloud: { icon: Boxes, href: (id) => `/subclouds/${encodeURIComponent(id)}` as Route },
  jurisdiction: { icon: Scale, href: (id) => `/zones/jurisdictions?code=${encodeURIComponent(id)}` as Route },
  decision: { icon: ListTree, href: (id) => `/jobs?job=${encodeURIComponent(id)}` as Route },
}

type Choice = { label: string; icon: LucideIcon; means?: string; hotkey?: string; run: () => void }
type Props = { open: boolean; onOpenChange: (open: boolean) => void; onHelp: () => void; role: Role }

export function Palette({ open, onOpenChange, onHelp, role }: Props) {
  const router = useRouter()
  const signOut = useSignOut()
  const { theme, choose } = useTheme()
  const [text, setText] = useState('')
  /** Enter was pressed before the answer to this text was here. */
  const [isEarly, setIsEarly] = useState(false)
  if (isEarly && !open) setIsEarly(false)
  const needle = text.trim()
  const asked = useDeferredValue(needle)
  const trpc = useTRPC()
  const hits = useQuery(
    trpc.status.search.queryOptions({ q: asked }, { enabled: open && asked.length >= 2, placeholderData: (old) => old }),
  )
  const run = (action: () => void) => {
    onOpenChange(false)
    setText('')
    action()
  }
  const go = (href: Route) => () => router.push(href)
  const take = ({ kind, id }: SearchHit) => run(go(kinds[kind].href(id)))
  const screens: Choice[] = [...destinationsFor(role), ...(needle === '' ? [] : partsFor(role))].map((each) => ({
    ...each,
    run: go(each.href),
  }))
  const actions: Choice[] = [
    ...actionsFor(role).map((each) => ({ ...each, run: go(each.href) })),
    {
      label: `Switch to the ${theme === 'dark' ? 'light' : 'dark'} theme`,
      icon: Moon,
      run: () => choose(theme === 'dark' ? 'light' : 'dark'),
    },
    { label: 'Show keyboard shortcuts', icon: CircleHelp, run: onHelp },
    { label: 'Sign out', icon: LogOut, run: () => void signOut() },
  ]
  const groups = [
    { heading: 'Go to', commands: screens },
    { heading: 'Do', commands: actions },
  ]
    .map(({ heading, commands }) => ({ heading, commands: meantBy(needle, commands) }))
    .filter(({ commands }) => commands.length > 0)
  // The answer to fewer letters stands until the next one is here, but for what these letters rule out.
  const found = needle.length >= 2 ? (hits.data?.items ?? []).filter(({ id, label }) => isMeant(needle, id, label)) : []
  const isAsking = needle.length >= 2 && (asked !== needle || hits.isFetching)
  useEffect(() => {
    if (!isEarly || isAsking) return
    setIsEarly(false)
    if (found[0]) take(found[0])
  })
  const values = [...found.map(hitValue), ...groups.flatMap(({ heading, commands }) => commands.map(({ label }) => `${heading} ${label}`))]
  return (
    <PaletteFrame
      open={open}
      onOpenChange={onOpenChange}
      text={text}
      onText={(next) => {
        setIsEarly(false)
        setText(next)
      }}
      values={values}
      onEarly={() => setIsEarly(isAsking)}
    >
      {values.length === 0 &&
        (hits.isError && !isAsking ? (
          <InlineError error={hits.error} />
        ) : (
          <p role="status" className="px-3 py-8 text-center text-muted">
            {isAsking
              ? 'Searching…'
              : `Nothing is called “${needle}”. Zones, jurisdictions, nodes, Subclouds and jobs are found by name or id.`}
          </p>
        ))}
      {found.length > 0 && (
        <Group heading="Found">
          {found.map((hit) => (
            <Item key={hitValue(hit)} value={hitValue(hit)} icon={kinds[hit.kind].icon} hint={hit.detail} onSelect={() => take(hit)}>
              {hit.label}
            </Item>
          ))}
        </Group>
      )}
      {groups.map(({ heading, commands }) => (
        <Group key={heading} heading={heading}>
          {commands.map(({ label, icon, means, hotkey, run: act }) => (
            <Item key={label} value={`${heading} ${label}`} icon={icon} hint={means} keys={hotkey} onSelect={() => run(act)}>
              {label}
            </Item>
          ))}
        </Group>
      ))}
    </PaletteFrame>
  )
}

const hitValue = ({ kind, id }: SearchHit): string => `${kind} ${id}`

/** Those whose name says it before those whose explanation does. */
function meantBy(needle: string, commands: readonly Choice[]): Choice[] {
  const [named, explained] = [true, false].map((byName) =>
    commands.filter(({ label, means = '' }) => isMeant(needle, label) === byName && isMeant(needle, label, means)),
  )
  return [...named!, ...explained!]
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
