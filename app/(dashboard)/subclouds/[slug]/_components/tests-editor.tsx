'use client'
import { CircleCheck, CircleX, Plus, Trash2 } from 'lucide-react'
import type { Policy } from '@/server/core/config/schema'
import type { GeoToken } from '@/server/core/geo/place'
import { Badge } from '../../../../_components/ui/badge'
import { Button } from '../../../../_components/ui/button'
import { inputClass } from '../../../../_components/ui/field'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { onlyToken } from '../../../../_lib/token-options'
import type { SectionProps } from './form/section'

type Test = Policy['tests'][number]

/** Kept in the policy and run against every draft: one that does not hold keeps it from being published. */
export function TestsEditor({ policy, edit, report, options, models }: SectionProps & { models: readonly string[] }) {
  const { tests } = policy
  const set = (index: number, next: Partial<Test>) =>
    edit((one) => ({ ...one, tests: one.tests.map((each, i) => (i === index ? { ...each, ...next } : each)) }), { step: `test ${index}` })
  const add = () =>
    edit((one) => ({ ...one, tests: [...one.tests, { origin: 'country:FR', model: models[0] ?? 'any-model', expect: 'refused' }] }))
  const passed = report?.tests.filter(({ passes }) => passes).length ?? 0
  return (
    <Panel
      title="Tests"
      aside={report && tests.length > 0 && <span className="text-xs text-faint">{`${passed} of ${tests.length} hold`}</span>}
    >
      <p className="mb-3 text-muted">
        A job from somewhere, and the zone it should run in. Run by the real decision on an ideal fleet: an idle, verified node in every
        country.
      </p>
      {tests.length > 0 && (
        <TableBox label="Tests">
          <Table>
            <thead>
              <tr>
                <Th className="pl-0">Name</Th>
                <Th>A job from</Th>
                <Th>for the model</Th>
                <Th>should run in</Th>
                <Th>Result</Th>
                <Th>
                  <span className="sr-only">Remove</span>
                </Th>
              </tr>
            </thead>
            <tbody>
              {tests.map((test, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a test has no identity besides its place
                <tr key={i}>
                  <Td className="pl-0">
                    <input
                      aria-label={`Name of test ${i + 1}`}
                      className={inputClass}
                      placeholder="what it guards"
                      value={test.name ?? ''}
                      onChange={(event) => set(i, { name: event.target.value || undefined })}
                    />
                  </Td>
                  <Td>
                    <input
                      aria-label={`Origin of test ${i + 1}`}
                      className={`${inputClass} min-w-36 font-mono text-xs`}
                      spellCheck={false}
                      value={originText(test.origin)}
                      onChange={(event) => set(i, { origin: event.target.value as GeoToken })}
                      onBlur={(event) => {
                        const token = onlyToken(options, event.target.value)
                        if (token && token !== test.origin) set(i, { origin: token })
                      }}
                    />
                  </Td>
                  <Td>
                    <input
                      aria-label={`Model of test ${i + 1}`}
                      list="policy-models"
                      className={`${inputClass} min-w-44`}
                      value={test.model}
                      onChange={(event) => set(i, { model: event.target.value })}
                    />
                  </Td>
                  <Td>
                    <input
                      aria-label={`Expected result of test ${i + 1}`}
                      list="policy-expected"
                      className={`${inputClass} w-28`}
                      value={test.expect}
                      onChange={(event) => set(i, { expect: event.target.value })}
                    />
                  </Td>
                  <Td>
                    <Result result={report?.tests[i]} />
                  </Td>
                  <Td>
                    <Button
                      size="icon-sm"
                      variant="ghost"
                      aria-label={`Remove test ${i + 1}`}
                      onClick={() => edit((one) => ({ ...one, tests: one.tests.filter((_, n) => n !== i) }))}
                    >
                      <Trash2 size={14} aria-hidden />
                    </Button>
                  </Td>
                </tr>
              ))}
            </tbody>
          </Table>
        </TableBox>
      )}
      <datalist id="policy-models">
        {models.map((model) => (
          <option key={model} value={model} />
        ))}
      </datalist>
      <datalist id="policy-expected">
        <option value="refused" />
        {options.flatMap(({ kind, code }) => (kind === 'zone' ? [<option key={code} value={code} />] : []))}
      </datalist>
      <Button className="mt-3" onClick={add}>
        <Plus size={14} aria-hidden />
        Add a test
      </Button>
    </Panel>
  )
}

function Result({ result }: { result: { got: string; passes: boolean } | undefined }) {
  if (!result) return <span className="text-faint">not run</span>
  return result.passes ? (
    <Badge tone="ok" icon={<CircleCheck size={12} aria-hidden />}>
      holds
    </Badge>
  ) : (
    <Badge tone="bad" icon={<CircleX size={12} aria-hidden />}>
      got {result.got}
    </Badge>
  )
}

function originText(origin: Test['origin']): string {
  return typeof origin === 'string' ? origin : origin.subdivision ? `subdivision:${origin.subdivision}` : `country:${origin.country}`
}
