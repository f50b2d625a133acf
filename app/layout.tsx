import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from './_components/providers'
import { LinkState } from './_lib/link/link-state'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Geo-clustering', template: '%s · Geo-clustering' },
  description: 'Region-aware routing of inference jobs',
}
export const viewport: Viewport = { themeColor: [{ media: '(prefers-color-scheme: dark)', color: '#0b0e12' }, { color: '#f3f4f6' }] }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const choice = (await cookies()).get('theme')?.value
  const nonce = /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1]
  return (
    <html lang="en" data-theme={choice === 'light' || choice === 'dark' ? choice : undefined} suppressHydrationWarning>
      <body>
        <LinkState>
          <Providers nonce={nonce}>{children}</Providers>
        </LinkState>
      </body>
    </html>
  )
}
