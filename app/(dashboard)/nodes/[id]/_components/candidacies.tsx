'use client'
import { useQuery } from '@tanstack/react-query'
import type { Candidacies as Found } from '@/server/control/services/nodes/schemas'
import { RungBadge } from '../../../../_components/domain/badges'
import { QueryView } from '../../../../_components/query-view'
import { RelativeTime, Since } from '../../../../_components/relative-time'
import { Badge } from '../../../../_components/ui/badge'
import { Button } from '../../../../_components/ui/button'
import { Link } from '../../../../_components/ui/link'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { count, plural, shortId } from '../../../../_lib/format'
import { useTRPC } from '../../../../_lib/trpc'
import { whyNot } from './why-not'

/** Where the pick looked at it, and why it was or was not chosen. Read from traces, so it is asked for and not polled. */
export function Candidacies({ id }: { id: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.nodes.candidacies.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY }))
  return (
    <Panel
      title="Candidate for"
      flush
      aside={
        <Button size="sm" disabled={query.isFetching} onClick={() => void query.refetch()}>
          {query.isFetching ? 'Reading…' : 'Read again'}
        </Button>
      }
    >
      <QueryView query={query} what="where it was a candidate">
        {(found) => <Rows found={found} />}
      </QueryView>
    </Panel>
  )
}

function Rows({ found: { jobs, since, chosen, passed, items } }: { found: Found }) {
  if (since === null) return <p className="px-3.5 py-2.5 text-muted">No job was asked for in the last 24 h.</p>
  return (
    <>
      <p className="px-3.5 py-2.5 text-muted">
        Of the {plural(jobs, 'job')} of the last <Since at={since} /> the pick looked at it in {count(chosen + passed)}: chosen{' '}
        {count(chosen)}, passed over {count(passed)} times. The pick looks at a few of each pool, so most jobs never meet it.
      </p>
      {items.length > 0 && (
        <TableBox label="Jobs that it was a candidate for" className="max-h-80 border-t">
          <Table>
            <thead>
              <tr>
                {['Job', 'When', 'Rung', 'Place', 'Why'].map((header) => (
                  <Th key={header}>{header}</Th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <Td>
                    <Link href={`/jobs?job=${item.id}`} className="font-mono text-xs text-accent hover:underline">
                      {shortId(item.id)}
                    </Link>
                  </Td>
                  <Td className="whitespace-nowrap">
                    <RelativeTime at={item.at} />
                  </Td>
                  <Td>
                    <RungBadge rung={item.rung} />
                  </Td>
                  <Td className="whitespace-nowrap tabular-nums">
                    {item.place} of {item.looked}
                  </Td>
                  <Td className="min-w-48">
                    {item.chosen ? (
                      <Badge tone="ok">chosen</Badge>
                    ) : (
                      <>
                        {whyNot(item)}{' '}
                        {item.winner?.id && (
                          <Link
                            href={`/nodes/${encodeURIComponent(item.winner.id)}`}
                            className="font-mono text-xs text-accent hover:underline"
                          >
                            {shortId(item.winner.id)}
                          </Link>
                        )}
                      </>
                    )}
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
    </>
  )
}
