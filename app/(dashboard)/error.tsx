'use client'
import { ScreenFailed } from '../_components/states'

/** Within the shell: the other screens stay within reach. */
export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert">
      <ScreenFailed digest={error.digest} onRetry={reset} />
    </div>
  )
}
