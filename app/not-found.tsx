import Link from 'next/link'
import { EmptyState } from './_components/states'

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        title="There is nothing at this address"
        action={
          <Link href="/map" className="text-accent hover:underline">
            To the map
          </Link>
        }
      >
        The link may be old, or what it names may belong to somebody else.
      </EmptyState>
    </main>
  )
}
