'use client'
import { ScreenFailed } from './_components/states'

export default function RenderError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center" role="alert">
      <ScreenFailed digest={error.digest} onRetry={reset} />
    </main>
  )
}
