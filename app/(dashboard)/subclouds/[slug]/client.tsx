'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { CountryList } from '../../../_components/domain/country-list'
import { Locator } from '../../../_components/map/locator'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { Badge } from '../../../_components/ui/badge'
import { buttonClass } from '../../../_components/ui/button'
import { Facts } from '../../../_components/ui/facts'
import { Panel } from '../../../_components/ui/panel'
import { count } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { trustWords } from '../_components/policy-words'
import { Areas } from './_components/areas'
import { Ladder } from './_components/ladder'
import { Origins } from './_components/origins'
import { Participation } from './_components/participation'
import { PolicyTests } from './_components/policy-tests'
import { Tokens } from './_components/tokens'
import { Traps } from './_components/traps'

export function SubcloudScreen({ slug }: { slug: string }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.subclouds.read.queryOptions({ slug }, { refetchInterval: 15_000 }))
  return (
    <div className="mx-auto max-w-6xl pb-8">
      <Link href="/subclouds" className="inline-flex items-center gap-1.5 px-4 pt-3 text-muted hover:text-ink">
        <ArrowLeft size={14} aria-hidden />
        Subclouds
      </Link>
      <QueryView query={query} what="this Subcloud">
        {(subcloud) => {
          const { policy, boundary, countries, subdivisions } = subcloud
          return (
            <>
              <PageHeader
                title={subcloud.name}
                meta={
                  <>
                    <code className="text-xs">{subcloud.slug}</code>
                    {subcloud.isolate && <Badge tone="warn">isolated</Badge>}
                    <span className="text-xs">revision {subcloud.revision}</span>
                  </>
                }
              >
                <Link href={`/jobs?subcloud=${encodeURIComponent(slug)}`} className={buttonClass({ size: 'sm' })}>
                  Its jobs
                </Link>
              </PageHeader>
              <div className="flex flex-col gap-4 px-4">
                <p className="rounded-lg border border-accent/40 bg-accent-soft px-4 py-3 text-base">{subcloud.sentence}</p>
                {boundary.conflict.length > 0 && (
                  <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
                    Nowhere is left: {boundary.conflict.map(({ layer, token }) => `${token} (${layer})`).join(' against ')}. Every job is
                    refused.
                  </p>
                )}
                <Traps traps={subcloud.traps} />
                <div className="grid items-start gap-4 lg:grid-cols-2">
                  <Panel
                    title="Where jobs may run"
                    className="lg:col-span-2"
                    aside={
                      <span className="text-xs text-faint">
                        {countries === null ? 'anywhere' : `${count(countries.length)} countries and territories`}
                      </span>
                    }
                  >
                    <div className="grid items-start gap-4 lg:grid-cols-[1fr_1.1fr]">
                      <div className="flex flex-col gap-3">
                        <Areas areas={boundary.areas} />
                        <Facts
                          items={[
                            [
                              'Trust',
                              <span key="t">
                                {subcloud.minTrust} <span className="text-muted">{trustWords[subcloud.minTrust]}</span>
                              </span>,
                            ],
                            ['Origins', <Origins key="o" policy={policy} />],
                            ['Models', subcloud.models.length === 0 ? 'every model of the network' : subcloud.models.join(', ')],
                            ['Owner', subcloud.owner],
                          ]}
                        />
                      </div>
                      <Locator
                        label={countries === null ? 'Map: anywhere' : `Map of the ${countries.length} countries where jobs may run`}
                        countries={countries ?? []}
                        colour="var(--accent)"
                      />
                    </div>
                    {countries !== null && (
                      <div className="mt-4 border-t pt-3">
                        <h3 className="mb-2 text-xs font-medium text-muted">All of it together comes to</h3>
                        {countries.length === 0 && subdivisions.length === 0 ? (
                          <p className="text-muted">No country as a whole.</p>
                        ) : (
                          <CountryList codes={countries} />
                        )}
                        {subdivisions.length > 0 && <p className="mt-2 font-mono text-xs">{subdivisions.join(' ')}</p>}
                      </div>
                    )}
                  </Panel>
                  <Panel title="When nothing is free" aside={<span className="text-xs text-faint">fallback: {policy.fallback}</span>}>
                    {policy.prefer.length > 0 && (
                      <p className="mb-2 text-muted">
                        Prefers <Tokens tokens={policy.prefer} none="" />, best first.
                      </p>
                    )}
                    <Ladder rungs={subcloud.ladder} />
                    {subcloud.restricted && subcloud.ladder[0]?.token === null && (
                      <p className="mt-2 text-muted">
                        A job whose own zone lies outside the boundary prefers nothing: its one rung is the whole boundary.
                      </p>
                    )}
                    {policy.spillBudgetPct !== undefined && (
                      <p className="mt-2 text-muted">At most {policy.spillBudgetPct} % of its jobs may leave the first rung.</p>
                    )}
                  </Panel>
                  <Participation subcloud={subcloud} />
                  {policy.tests.length > 0 && <PolicyTests tests={policy.tests} />}
                </div>
              </div>
            </>
          )
        }}
      </QueryView>
    </div>
  )
}
