'use client'
import { useQuery } from '@tanstack/react-query'
import { Check, Minus } from 'lucide-react'
import { Fragment } from 'react'
import type { May } from '@/server/control/services/members/schemas'
import { QueryView } from '../../../../_components/query-view'
import { Panel } from '../../../../_components/ui/panel'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { useTRPC } from '../../../../_lib/trpc'
import { memberRoles } from './roles'

const words: Record<May, string> = { all: 'yes', own: 'their own', reach: 'in their reach', counts: 'zones, counts', no: 'no' }

/** Generated from what each call of the control API declares. */
export function CanDoMatrix() {
  const trpc = useTRPC()
  const query = useQuery(trpc.members.canDo.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }))
  return (
    <Panel title="Who may do what" aside={<span className="text-xs text-faint">as the server checks it</span>} flush>
      <QueryView query={query} what="the roles">
        {({ groups }) => (
          <TableBox label="Who may do what" className="max-h-[32rem]">
            <Table>
              <thead>
                <tr>
                  <Th>Action</Th>
                  {memberRoles.map((role) => (
                    <Th key={role}>{role}</Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {groups.map(({ title, actions }) => (
                  <Fragment key={title}>
                    <tr>
                      <th scope="colgroup" colSpan={4} className="border-b bg-sunken px-3 py-1 text-left text-xs font-medium text-muted">
                        {title}
                      </th>
                    </tr>
                    {actions.map((action) => (
                      <tr key={action.what}>
                        <Td className="min-w-56">{action.what}</Td>
                        {memberRoles.map((role) => (
                          <Td key={role} className="whitespace-nowrap">
                            <Cell may={action[role]} />
                          </Td>
                        ))}
                      </tr>
                    ))}
                  </Fragment>
                ))}
              </tbody>
            </Table>
          </TableBox>
        )}
      </QueryView>
    </Panel>
  )
}

function Cell({ may }: { may: May }) {
  const Icon = may === 'no' ? Minus : Check
  return (
    <span className={may === 'no' ? 'inline-flex items-center gap-1.5 text-faint' : 'inline-flex items-center gap-1.5'}>
      <Icon size={13} className={may === 'no' ? undefined : 'text-ok'} aria-hidden />
      {words[may]}
    </span>
  )
}
