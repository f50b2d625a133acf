'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Quote } from 'lucide-react'
import Link from 'next/link'
import { CountryList } from '../../../_components/domain/country-list'
import { PageHeader } from '../../../_components/page-header'
import { QueryView } from '../../../_components/query-view'
import { Badge } from '../../../_components/ui/badge'
import { Facts } from '../../../_components/ui/facts'
import { Panel } from '../../../_components/ui/panel'
import { count } from '../../../_lib/format'
import { useTRPC } from '../../../_lib/trpc'
import { PolicyTests } from './_components/policy-tests'
import { Tokens } from './_components/tokens'

const fallbackWords = {
  none: 'refuse: only the preferred place will do',
  adjacent: 'try ancestors and neighbours, then refuse',
  global: 'try ancestors and neighbours, then anywhere inside the boundary',
}
const joinWords = {
  open: 'every node that meets the criteria',
  'semi-open': 'nodes that opted in by signature and meet the criteria',
  closed: 'only nodes that an admin assigned',
}

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
          const { policy } = subcloud
          const { criteria, assigned, bans, join } = policy.participation
          return (
            <>
              <PageHeader
                title={subcloud.name}
                meta={
                  <>
                    <code className="text-xs">{subcloud.slug}</code>
                    {subcloud.isolate && <Badge tone="warn">isolated</Badge>}
                  </>
                }
              >
                <Link href={`/jobs?subcloud=${encodeURIComponent(slug)}`} className="text-accent hover:underline">
                  Its jobs
                </Link>
                <Link href={`/nodes?subcloud=${encodeURIComponent(slug)}`} className="ml-3 text-accent hover:underline">
                  Its nodes
                </Link>
              </PageHeader>
              <div className="flex flex-col gap-4 px-4">
                <blockquote className="flex gap-3 rounded-lg border border-accent/40 bg-accent-soft px-4 py-3 text-base">
                  <Quote size={16} className="mt-1 shrink-0 text-accent" aria-hidden />
                  {subcloud.sentence}
                </blockquote>
                <div className="grid gap-4 lg:grid-cols-2">
                  <Panel title="Where jobs may run">
                    <Facts
                      items={[
                        ['Allowed', <Tokens key="allow" tokens={policy.boundary?.allow ?? []} none="anywhere" />],
                        ['Denied', <Tokens key="deny" tokens={policy.boundary?.deny ?? []} none="nothing" />],
                        ['Trust', `at least ${policy.minTrust ?? (subcloud.restricted ? 'consistent' : 'unverified')}`],
                        ['Isolation', policy.isolate ? 'its jobs stay on its members, and its members serve nothing else' : 'none'],
                      ]}
                    />
                    {subcloud.boundary.conflict.length > 0 && (
                      <p className="mt-3 rounded-md bg-bad-soft px-3 py-2 text-bad">
                        The boundary is empty:{' '}
                        {subcloud.boundary.conflict.map(({ layer, token }) => `${token} (${layer})`).join(' against ')}. Every job is
                        refused.
                      </p>
                    )}
                  </Panel>
                  <Panel title="Preference and fallback">
                    <Facts
                      items={[
                        ['Prefers', <Tokens key="prefer" tokens={policy.prefer} none="the origin’s zone" />],
                        ['When nothing is free', fallbackWords[policy.fallback]],
                        ...(policy.spillBudgetPct === undefined ? [] : [['Spill budget', `${policy.spillBudgetPct} %`] as const]),
                        [
                          'Origins',
                          policy.originAllow.length + policy.originDeny.length === 0 ? (
                            'from anywhere'
                          ) : (
                            <span key="o">
                              <Tokens tokens={policy.originAllow} none="all" />
                              {policy.originDeny.length > 0 && (
                                <>
                                  {' '}
                                  except <Tokens tokens={policy.originDeny} none="" />
                                </>
                              )}
                              ; unknown origins: {policy.onUnknownOrigin}
                            </span>
                          ),
                        ],
                      ]}
                    />
                  </Panel>
                  <Panel title="Who serves it">
                    <Facts
                      items={[
                        ['Members', `${count(subcloud.members.live)} of ${count(subcloud.members.total)} live`],
                        ['Joining', joinWords[join]],
                        ...(criteria.zones ? [['Zones', criteria.zones.join(', ')] as const] : []),
                        ...(criteria.countries ? [['Countries', criteria.countries.join(', ')] as const] : []),
                        ...(criteria.minTrust ? [['Trust', `at least ${criteria.minTrust}`] as const] : []),
                        ...(criteria.models ? [['Models', criteria.models.join(', ')] as const] : []),
                        ...(criteria.gpu ? [['GPU', criteria.gpu.join(', ')] as const] : []),
                        ...(criteria.minVramGb === undefined ? [] : [['Memory', `at least ${criteria.minVramGb} GB`] as const]),
                        ...(criteria.minUptimePct === undefined ? [] : [['Uptime', `at least ${criteria.minUptimePct} %`] as const]),
                        ['Assigned', count(assigned.length)],
                        ['Banned', count(bans.length)],
                      ]}
                    />
                  </Panel>
                  <Panel title="Subcloud">
                    <Facts
                      items={[
                        ['Owner', subcloud.owner],
                        ['Models', subcloud.models.length === 0 ? 'every model of the network' : subcloud.models.join(', ')],
                        ['Revision', String(subcloud.revision)],
                      ]}
                    />
                  </Panel>
                  <Panel
                    title="Countries it resolves to"
                    className="lg:col-span-2"
                    aside={subcloud.countries && <span className="text-xs text-faint">{count(subcloud.countries.length)} countries</span>}
                  >
                    {subcloud.countries === null ? (
                      <p className="text-muted">Anywhere: the boundary does not restrict.</p>
                    ) : (
                      <CountryList codes={subcloud.countries} />
                    )}
                  </Panel>
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
