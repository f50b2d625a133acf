'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { useHotkeys } from '../../_lib/hotkeys'
import { Banners } from './banners'
import { Help } from './help'
import { destinations } from './navigation'
import { Palette } from './palette'
import { BottomBar, Sidebar } from './sidebar'
import { TopBar } from './top-bar'

/** `/` goes to the screen's own search where it has one, else to the palette. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('main input[type="search"]')
  search?.focus()
  search?.select()
  return search !== null
}

export function Shell({ children }: { children: ReactNode }) {
  const router = useRouter()
  const [paletteOpen, setPaletteOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  useHotkeys({
    'mod+k': () => setPaletteOpen((open) => !open),
    '/': () => focusSearch() || setPaletteOpen(true),
    '?': () => setHelpOpen(true),
    ...Object.fromEntries(destinations.map(({ hotkey, href }) => [hotkey, () => router.push(href)])),
  })
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_1fr_auto] md:grid-cols-[11.5rem_1fr] md:grid-rows-[auto_1fr]">
      <a
        href="#main"
        className="sr-only z-[90] rounded bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <Sidebar />
      <div className="md:col-start-2">
        <TopBar onSearch={() => setPaletteOpen(true)} onHelp={() => setHelpOpen(true)} />
        <Banners />
      </div>
      <main id="main" tabIndex={-1} className="relative min-h-0 overflow-auto outline-none md:col-start-2">
        {children}
      </main>
      <BottomBar />
      <Palette open={paletteOpen} onOpenChange={setPaletteOpen} onHelp={() => setHelpOpen(true)} />
      <Help open={helpOpen} onOpenChange={setHelpOpen} />
    </div>
  )
}
