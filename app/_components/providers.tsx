'use client'
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { ReactNode } from 'react'
import { NowProvider } from '../_lib/now'
import { TrpcProvider } from '../_lib/trpc'
import { ToastProvider } from './ui/toast'
import { TooltipProvider } from './ui/tooltip'

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <CSPProvider nonce={nonce}>
      <TrpcProvider>
        <NowProvider>
          <TooltipProvider delay={350}>
            <ToastProvider>{children}</ToastProvider>
          </TooltipProvider>
        </NowProvider>
      </TrpcProvider>
    </CSPProvider>
  )
}
