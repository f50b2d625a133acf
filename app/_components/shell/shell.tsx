'use client'
import { useRouter } from 'next/navigation'
import { createParser, useQueryState } from 'nuqs'
import { type ReactNode, useState } from 'react'
import type { Role } from '@/server/control/actor'
import { useHotkeys } from '../../_lib/hotkeys'
import { useKeptGuard } from '../../_lib/kept/use-kept'
import { Button } from '../ui/button'
import { Banners } from './banners'
import { Help } from './help'
import { destinationsFor } from './navigation'
import { Palette } from './palette'
import { BottomBar, Sidebar } from './sidebar'
import { TopBar } from './top-bar'
import { useFocusHeir } from './use-focus-heir'

/** `?kiosk` is enough: a screen on a wall, without what is there to get away from it. */
const asFlag = createParser({ parse: (text) => text !== 'false', serialize: String }).withDefault(false)

/** `/` goes to the screen's own search where it has one, else to the palette. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]')
  search?.focus()
  search?.select()
  return search !== null
}

export function Shell({ role, children }: { role: Role; children: ReactNode }) {
  const destinations = destinationsFor(role)
  const router = useRouter()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const [isKiosk, setKiosk] = useQueryState('kiosk', asFlag)
  useKeptGuard()
  useFocusHeir()
  useHotkeys({
    'mod+k': () => setPaletteOpen((open) => !open),
    '/': () => focusSearch() || setPaletteOpen(true),
    '?': () => setHelpOpen(true),
    ...Object.fromEntries(destinations.map(({ hotkey, href }) => [hotkey, () => router.push(href)])),
  })
  const dialogs = (
    <>
      <Palette open={paletteOpen} onOpenChange={setPaletteOpen} onHelp={() => setHelpOpen(true)} role={role} />
      <Help open={helpOpen} onOpenChange={setHelpOpen} destinations={destinations} />
    </>
  )
  if (isKiosk)
    return (
      <div className="relative h-dvh">
        <main id="main" tabIndex={-1} className="h-full overflow-auto outline-none">
          {children}
        </main>
        <Button
          size="sm"
          className="absolute top-2 right-2 z-10 opacity-0 focus-visible:opacity-100 hover:opacity-100"
          onClick={() => void setKiosk(null)}
        >
          Leave the wall view
        </Button>
        {dialogs}
      </div>
    )
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_1fr_auto] md:grid-cols-[11.5rem_1fr] md:grid-rows-[auto_1fr]">
      <a
        href="#main"
        className="sr-only z-[90] rounded bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar destinations={destinations} />
      <div className="md:col-start-2">
        <TopBar onSearch={() => setPaletteOpen(true)} onHelp={() => setHelpOpen(true)} />
        <Banners />
      </div>
      <main id="main" tabIndex={-1} className="relative min-h-0 overflow-auto outline-none md:col-start-2">
        {children}
      </main>
      <BottomBar destinations={destinations} />
      {dialogs}
    </div>
  )
}
