'use client'
import { useQuery } from '@tanstack/react-query'
import type { MemberRow } from '@/server/control/services/members/schemas'
import { QueryView } from '../../../_components/query-view'
import { RelativeTime } from '../../../_components/relative-time'
import { Badge } from '../../../_components/ui/badge'
import { Table, TableBox, Td, Th } from '../../../_components/ui/table'
import { useTRPC } from '../../../_lib/trpc'
import { useStatus } from '../../../_lib/use-status'

const roles = {
  admin: { tone: 'accent', may: 'everything' },
  owner: { tone: 'ok', may: 'their own Subclouds: read the log and nodes, change the policy' },
  viewer: { tone: 'neutral', may: 'zones, coverage and counts; no single node, no client' },
} as const satisfies Record<MemberRow['role'], { tone: string; may: string }>

export function Members() {
  const trpc = useTRPC()
  const query = useQuery(trpc.members.list.queryOptions())
  const me = useStatus().data?.me.id
  return (
    <QueryView query={query} what="the members">
      {({ items }) => (
        <>
          <p className="mb-3 text-muted">
            Who may sign in, and as what. An owner’s Subclouds are those whose policy names their e-mail as the owner.
          </p>
          <TableBox label="Members" className="rounded-lg border bg-surface">
            <Table>
              <thead>
                <tr>
                  {['Member', 'Role', 'May see and do', 'Since', 'Last sign-in'].map((header) => (
                    <Th key={header}>{header}</Th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((member) => (
                  <tr key={member.id}>
                    <Td>
                      <span className="font-medium">{member.name}</span>
                      {member.id === me && <span className="text-muted"> (you)</span>}
                      <span className="block text-xs text-muted">{member.email}</span>
                    </Td>
                    <Td>
                      <Badge tone={roles[member.role].tone}>{member.role}</Badge>
                    </Td>
                    <Td className="min-w-52 text-muted">{roles[member.role].may}</Td>
                    <Td className="whitespace-nowrap">
                      <RelativeTime at={member.createdAt} />
                    </Td>
                    <Td className="whitespace-nowrap">
                      {member.lastSignInAt === null ? <span className="text-faint">never</span> : <RelativeTime at={member.lastSignInAt} />}
                    </Td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </TableBox>
        </>
      )}
    </QueryView>
  )
}
