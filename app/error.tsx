'use client'
import { EmptyState } from './_components/states'
import { Button } from './_components/ui/button'

export default function RenderError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center" role="alert">
      <EmptyState title="This screen could not be drawn" action={<Button onClick={reset}>Try again</Button>}>
        Nothing was changed. {error.digest && <>Quote {error.digest} if it happens again.</>}
      </EmptyState>
    </main>
  )
}
