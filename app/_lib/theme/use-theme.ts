'use client'
import { useCallback, useSyncExternalStore } from 'react'
import type { Theme } from './tokens'

const themeChoices = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof themeChoices)[number]
const themeCookie = 'theme'

const listeners = new Set<() => void>()
const darkQuery = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const media = matchMedia(darkQuery)
  listeners.add(listener)
  media.addEventListener('change', listener)
  return () => {
    listeners.delete(listener)
    media.removeEventListener('change', listener)
  }
}

const readChoice = (): ThemeChoice => (document.documentElement.dataset.theme as Theme | undefined) ?? 'system'
const readTheme = (): Theme => {
  const choice = readChoice()
  return choice === 'system' ? (matchMedia(darkQuery).matches ? 'dark' : 'light') : choice
}

/** The choice lives in a cookie, so that the server's first render already has it. */
export function useTheme(): { theme: Theme; choice: ThemeChoice; choose: (choice: ThemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, readChoice, () => 'system' as const)
  const theme = useSyncExternalStore(subscribe, readTheme, () => 'light' as const)
  const choose = useCallback((next: ThemeChoice) => {
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
    document.cookie = `${themeCookie}=${next};path=/;max-age=31536000;samesite=lax`
    for (const listener of listeners) listener()
  }, [])
  return { theme, choice, choose }
}
