import type { SubcloudDetail } from '@/server/control/services/subclouds/schemas'
import { CountryList } from '../../../../_components/domain/country-list'
import { Locator } from '../../../../_components/map/locator'
import { Facts } from '../../../../_components/ui/facts'
import { Panel } from '../../../../_components/ui/panel'
import { count } from '../../../../_lib/format'
import { trustWords } from '../../_components/policy-words'
import { Areas } from './areas'
import { Ladder } from './ladder'
import { Origins } from './origins'
import { Participation } from './participation'
import { PolicyTests } from './policy-tests'
import { Tokens } from './tokens'

/** The published policy, for who may look at it and not change it. */
export function Overview({ subcloud }: { subcloud: SubcloudDetail }) {
  const { policy, boundary, countries, subdivisions } = subcloud
  return (
    <div className="flex flex-col gap-4 px-4">
      <p className="rounded-lg border border-accent/40 bg-accent-soft px-4 py-3 text-base">{subcloud.sentence}</p>
      {boundary.conflict.length > 0 && (
        <p role="alert" className="rounded-lg bg-bad-soft px-4 py-3 text-bad">
          Nowhere is left: {boundary.conflict.map(({ layer, token }) => `${token} (${layer})`).join(' against ')}. Every job is refused.
        </p>
      )}
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
  )
}
