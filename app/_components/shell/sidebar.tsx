'use client'
import { usePathname } from 'next/navigation'
import { cn } from '../ui/cn'
import { Kbd } from '../ui/kbd'
import { Link } from '../ui/link'
import { Mark } from './mark'
import type { Destination } from './navigation'

type Props = { destinations: readonly Destination[] }

const isHere = (pathname: string, href: string) => pathname === href || pathname.startsWith(`${href}/`)

export function Sidebar({ destinations }: Props) {
  const pathname = usePathname()
  return (
    <div className="hidden flex-col border-r bg-surface md:row-span-2 md:flex">
      <Link href="/map" className="flex h-12 items-center gap-2 px-4 font-semibold">
        <Mark />
        Geo-clustering
      </Link>
      <nav aria-label="Screens" className="flex flex-1 flex-col gap-px px-2 pt-1">
        {destinations.map(({ href, label, icon: Icon, hotkey }) => {
          const here = isHere(pathname, href)
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? 'page' : undefined}
              className={cn(
                'group flex h-8 items-center gap-2.5 rounded-md px-2',
                here ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:bg-hover hover:text-ink',
              )}
            >
              <Icon size={15} aria-hidden />
              <span className="flex-1">{label}</span>
              <span aria-hidden className="opacity-0 transition-opacity group-hover:opacity-100">
                <Kbd keys={hotkey} />
              </span>
            </Link>
          )
        })}
      </nav>
    </div>
  )
}

/** The same destinations within reach of a thumb. */
export function BottomBar({ destinations }: Props) {
  const pathname = usePathname()
  return (
    <nav aria-label="Screens" className="flex justify-between border-t bg-surface px-1 md:hidden">
      {destinations.map(({ href, label, icon: Icon }) => {
        const here = isHere(pathname, href)
        return (
          <Link
            key={href}
            href={href}
            aria-current={here ? 'page' : undefined}
            className={cn(
              'flex min-w-0 flex-auto flex-col items-center gap-0.5 py-1.5 text-[10px] tracking-tight',
              here ? 'font-medium text-accent' : 'text-muted',
            )}
          >
            <Icon size={17} aria-hidden />
            <span className="max-w-full truncate">{label}</span>
          </Link>
        )
      })}
    </nav>
  )
}
