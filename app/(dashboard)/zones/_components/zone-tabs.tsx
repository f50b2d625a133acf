'use client'
import type { Route } from 'next'
import { usePathname } from 'next/navigation'
import { cn } from '../../../_components/ui/cn'
import { Link } from '../../../_components/ui/link'
import { useIsAdmin } from '../../../_lib/use-is-admin'

const tabs: readonly { href: Route; label: string; admin: boolean }[] = [
  { href: '/zones', label: 'Zones', admin: false },
  { href: '/zones/jurisdictions', label: 'Jurisdictions', admin: false },
  { href: '/zones/demand', label: 'Unserved demand', admin: true },
]

/** The screens about areas, side by side. */
export function ZoneTabs() {
  const path = usePathname()
  const isAdmin = useIsAdmin()
  return (
    <nav aria-label="Areas" className="flex gap-4 overflow-x-auto border-b px-4">
      {tabs
        .filter(({ admin }) => isAdmin || !admin)
        .map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            aria-current={path === href ? 'page' : undefined}
            className={cn(
              'border-b-2 py-2 whitespace-nowrap',
              path === href ? 'border-accent font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
    </nav>
  )
}
