import { Globe } from 'lucide-react'
import { Copyable } from '../../../_components/copyable'
import { EmptyState } from '../../../_components/states'

/** An empty installation explains itself. */
export function FirstRun() {
  return (
    <section
      aria-label="Getting started"
      className="absolute inset-x-4 top-1/2 z-2 mx-auto max-w-lg -translate-y-1/2 rounded-xl border bg-raised shadow-pop"
    >
      <EmptyState icon={<Globe size={26} aria-hidden />} title="Nothing has registered yet">
        <p>
          Zones are published and the router answers. Nodes appear here when their agents register, and jobs when the Cloud API asks for a
          decision.
        </p>
        <p className="mt-3">
          To see a whole world at work, with nodes and clients that are clearly marked as simulated, stop this and run{' '}
          <Copyable text="npm run demo" what="command" short={false} />.
        </p>
        <p className="mt-3">
          To route a first job by hand, make a key under{' '}
          <a className="text-accent hover:underline" href="/settings">
            Settings
          </a>
          : it comes with a ready curl.
        </p>
      </EmptyState>
    </section>
  )
}
