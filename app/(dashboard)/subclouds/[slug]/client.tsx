'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { SimulatorQuestion } from '../../../_components/domain/open-in-simulator'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { Badge } from '../../../_components/ui/badge'
import { buttonClass } from '../../../_components/ui/button'
import { Link } from '../../../_components/ui/link'
import { askFor } from '../../../_lib/simulator-link'
import { useTRPC } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'
import { Overview } from './_components/overview'
import { PolicyEditor } from './_components/policy-editor'
import { SubcloudMenu } from './_components/subcloud-menu'

export function SubcloudScreen({ slug }: { slug: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.read.queryOptions({ slug }, { refetchInterval: 15_000 }))
  const isAdmin = useStatus().data?.me.role === 'admin'
  return (
    <div className="mx-auto max-w-7xl pb-8">
      <Link href="/subclouds" className="inline-flex items-center gap-1.5 px-4 pt-3 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Subclouds
      </Link>
      <QueryView query={query} what="this Subcloud">
        {(subcloud) => (
          <SimulatorQuestion value={askFor(slug)}>
            <PageHeader
              title={subcloud.name}
              meta={
                <>
                  <code className="text-xs">{subcloud.slug}</code>
                  {subcloud.isolate && <Badge tone="warn">isolated</Badge>}
                  <span className="text-xs">{subcloud.owner}</span>
                </>
              }
            >
              {isAdmin && <SubcloudMenu subcloud={subcloud} />}
              <Link href={`/jobs?subcloud=${encodeURIComponent(slug)}`} className={buttonClass({ size: 'sm' })}>
                Its jobs
              </Link>
              <Link href={askFor(slug)} className={buttonClass({ size: 'sm' })}>
                Simulate
              </Link>
            </PageHeader>
            {subcloud.canEdit ? <PolicyEditor slug={slug} isAdmin={isAdmin} /> : <Overview subcloud={subcloud} />}
          </SimulatorQuestion>
        )}
      </QueryView>
    </div>
  )
}
