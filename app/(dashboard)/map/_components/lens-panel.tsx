'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import type { SubcloudDetail } from '@/server/control/services/subclouds/schemas'
import { QueryView } from '../../../_components/query-view'
import { Button } from '../../../_components/ui/button'
import { Facts } from '../../../_components/ui/facts'
import { Link } from '../../../_components/ui/link'
import { count, plural } from '../../../_lib/format'
import { filterLabels } from '../../../_lib/labels'
import { PanelFrame } from './panel-frame'

type Props = { slug: string; query: UseQueryResult<SubcloudDetail, unknown>; onClose: () => void }

/** What the Subcloud whose eyes one looks through may use, and what keeps the rest of the network from it. */
export function LensPanel({ slug, query, onClose }: Props) {
  const of = encodeURIComponent(slug)
  return (
    <PanelFrame title={query.data ? `Through ${query.data.name}` : 'Through a Subcloud'} onClose={onClose}>
      <QueryView query={query} what="this Subcloud">
        {(subcloud) => (
          <div className="flex flex-col gap-4">
            <p>{subcloud.sentence}</p>
            {subcloud.boundary.conflict.length > 0 && (
              <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-bad">
                Nowhere is left of its boundary. Every job is refused.
              </p>
            )}
            <Facts
              items={[
                ['May take its jobs', plural(subcloud.eligible, 'node')],
                ['Outside', plural(sum(subcloud.outside), 'node')],
                ['Boundary', boundaryWords(subcloud)],
                ['Trust', `${subcloud.minTrust} or better`],
                ['Fallback', subcloud.fallback],
              ]}
            />
            {subcloud.outside.length > 0 && (
              <section aria-label="Why they are outside">
                <h3 className="mb-1.5 text-xs font-medium text-muted">Why they are outside, by the first reason</h3>
                <ul className="flex flex-col gap-1">
                  {subcloud.outside.map(({ filter, count: nodes }) => (
                    <li key={filter}>
                      <span className="tabular-nums">{count(nodes)}</span> <span className="text-muted">{filterLabels[filter]}</span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <div className="flex flex-wrap gap-x-4 gap-y-1 border-t pt-3">
              <Link href={`/subclouds/${of}`} className="text-accent hover:underline">
                Policy
              </Link>
              <Link href={`/nodes?subcloud=${of}`} className="text-accent hover:underline">
                Its members
              </Link>
              <Link href={`/jobs?subcloud=${of}`} className="text-accent hover:underline">
                Its jobs
              </Link>
              <Link href={`/simulator?subcloud=${of}`} className="text-accent hover:underline">
                Open in simulator
              </Link>
            </div>
          </div>
        )}
      </QueryView>
      <Button size="sm" className="mt-4" onClick={onClose}>
        See the whole network
      </Button>
    </PanelFrame>
  )
}

const sum = (outside: SubcloudDetail['outside']) => outside.reduce((all, { count: nodes }) => all + nodes, 0)

function boundaryWords({ countries, outline }: SubcloudDetail): string {
  if (countries === null) return 'anywhere'
  const parts = [
    plural(countries.length, 'country', 'countries'),
    outline.partly.length > 0 && `parts of ${outline.partly.length} more`,
    outline.drawnIn.length > 0 && plural(outline.drawnIn.length, 'drawn area'),
  ]
  return parts.filter(Boolean).join(', ')
}
