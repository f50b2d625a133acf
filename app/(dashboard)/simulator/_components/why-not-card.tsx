'use client'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { whyNotSentences } from '@/server/core/routing/why-not'
import { supposeText } from '@/server/core/what-if/suppose-text'
import { reasonSentence } from '../../../_components/domain/reason-chip'
import { Button } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { shortId } from '../../../_lib/format'
import type { Asking } from '../_engine/use-answer'
import type { ReadyDocument } from '../_engine/use-document'
import type { EngineState } from '../_engine/use-engine'

type Props = {
  node: string
  asking: Asking
  document: ReadyDocument
  engine: EngineState
  onClose: () => void
  onDrain: (node: string) => void
}

/** A node that was clicked on: whether it was chosen, and if not, what stood in its way. */
export function WhyNotCard({ node, asking: { ask, suppose, seed }, document, engine, onClose, onDrain }: Props) {
  const { link, number, fleet } = engine
  const why = useQuery({
    queryKey: ['simulator', 'why', number, fleet.data?.at, document.key, ask, suppose.map(supposeText), seed, node],
    enabled: link !== null && ask !== null && document.loaded.ok && fleet.data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => link!.why({ config: document.key, ask: ask!, suppose, seed }, node),
  })
  return (
    <section aria-label={`Node ${shortId(node)}`} className="absolute top-2 left-2 z-3 w-72 rounded-lg border bg-raised p-3 shadow-pop">
      <header className="mb-1 flex items-center gap-2">
        <Link href={`/nodes/${encodeURIComponent(node)}`} className="flex-1 font-mono text-xs text-accent hover:underline">
          {shortId(node)}
        </Link>
        <Button variant="ghost" size="icon-sm" aria-label="Close" onClick={onClose}>
          <X size={13} aria-hidden />
        </Button>
      </header>
      {why.data && (
        <p aria-live="polite">
          {whyNotSentences[why.data.because]}{' '}
          {why.data.failed && <span className="text-muted">{reasonSentence(`filter_${why.data.failed}`)}</span>}
        </p>
      )}
      <Button size="sm" className="mt-2" onClick={() => onDrain(node)}>
        Suppose it is drained
      </Button>
    </section>
  )
}
