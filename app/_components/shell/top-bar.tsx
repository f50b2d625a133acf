'use client'
import { CircleHelp, Monitor, Moon, Search, Sun } from 'lucide-react'
import { useEffect, useState } from 'react'
import { type ThemeChoice, useTheme } from '../../_lib/theme/use-theme'
import { useStatus } from '../../_lib/use-status'
import { SimulatedBadge } from '../domain/badges'
import { Button } from '../ui/button'
import { Kbd } from '../ui/kbd'
import { Tooltip } from '../ui/tooltip'
import { Mark } from './mark'
import { UserMenu } from './user-menu'

const next: Record<ThemeChoice, ThemeChoice> = { system: 'light', light: 'dark', dark: 'system' }
const icons = { system: Monitor, light: Sun, dark: Moon }

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  const status = useStatus()
  return (
    <header className="flex h-12 items-center gap-2 border-b bg-surface px-3 md:px-4">
      <span className="md:hidden">
        <Mark size={20} />
      </span>
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Meta+K Control+K"
        className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-left text-faint hover:border-line-strong md:max-w-80"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 truncate">Search or jump to…</span>
        <span className="hidden md:inline">
          <ModKey />
        </span>
      </button>
      <div className="ml-auto flex items-center gap-1">
        {status.data?.simulated && (
          <span className="mr-2">
            <SimulatedBadge />
          </span>
        )}
        <Tooltip text="Keyboard shortcuts" side="bottom">
          <Button variant="ghost" size="icon" aria-label="Keyboard shortcuts" onClick={onHelp} className="max-sm:hidden">
            <CircleHelp size={16} aria-hidden />
          </Button>
        </Tooltip>
        <ThemeToggle />
        <UserMenu me={status.data?.me ?? null} />
      </div>
    </header>
  )
}

function ThemeToggle() {
  const { choice, choose } = useTheme()
  const Icon = icons[choice]
  return (
    <Tooltip text={`Theme: ${choice}`} side="bottom">
      <Button variant="ghost" size="icon" aria-label={`Theme: ${choice}. Switch to ${next[choice]}`} onClick={() => choose(next[choice])}>
        <Icon size={16} aria-hidden />
      </Button>
    </Tooltip>
  )
}

/** ⌘ on a Mac, Ctrl elsewhere: known only in the browser. */
function ModKey() {
  const [mac, setMac] = useState<boolean | null>(null)
  useEffect(() => setMac(/mac|iphone|ipad/i.test(navigator.userAgent)), [])
  return mac === null ? null : <Kbd keys={mac ? '⌘ K' : 'Ctrl K'} />
}
