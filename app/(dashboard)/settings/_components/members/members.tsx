'use client'
import { useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import type { MemberRow } from '@/server/control/services/members/schemas'
import { QueryView } from '../../../../_components/query-view'
import { RelativeTime } from '../../../../_components/relative-time'
import { Button } from '../../../../_components/ui/button'
import { Select } from '../../../../_components/ui/select'
import { Table, TableBox, Td, Th } from '../../../../_components/ui/table'
import { closed } from '../../../../_lib/closed'
import { useTRPC } from '../../../../_lib/trpc'
import { useIsAdmin } from '../../../../_lib/use-is-admin'
import { useStatus } from '../../../../_lib/use-status'
import { settingsParams } from '../../search-params'
import { AddMember } from './add-member'
import { CanDoMatrix } from './can-do-matrix'
import { ChangeRole, type RoleChange } from './change-role'
import { memberRoles, roleWords } from './roles'

/** Who may sign in, as what, and what that means; the last for everybody. */
export function Members() {
  return (
    <div className="flex flex-col gap-4">
      {useIsAdmin() && <MemberList />}
      <CanDoMatrix />
    </div>
  )
}

function MemberList() {
  const trpc = useTRPC()
  const query = useQuery(trpc.members.list.queryOptions())
  const [{ create: isAdding }, setParams] = useQueryStates(settingsParams)
  const setAdding = (create: boolean) => void setParams({ create })
  const [change, setChange] = useState<RoleChange | null>(null)
  return (
    <>
      <QueryView query={query} what="the members">
        {({ items }) => (
          <>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="max-w-2xl text-muted">
                Who may sign in, and as what. An owner’s Subclouds are those whose policy names their e-mail as the owner.
              </p>
              <Button variant="primary" onClick={() => setAdding(true)}>
                <UserPlus size={14} aria-hidden />
                Add a member
              </Button>
            </div>
            <MemberTable members={items} onChange={setChange} />
          </>
        )}
      </QueryView>
      <AddMember open={isAdding} onOpenChange={setAdding} />
      {change && <ChangeRole key={`${change.member.id} ${change.role}`} change={change} onClose={() => setChange(closed(change))} />}
    </>
  )
}

function MemberTable({ members, onChange }: { members: readonly MemberRow[]; onChange: (change: RoleChange) => void }) {
  const me = useStatus().data?.me.id
  return (
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
          {members.map((member) => (
            <tr key={member.id}>
              <Td>
                <span className="font-medium">{member.name}</span>
                {member.id === me && <span className="text-muted"> (you)</span>}
                <span className="block text-xs text-muted">{member.email}</span>
              </Td>
              <Td>
                <Select
                  label={`Role of ${member.email}`}
                  value={member.role}
                  onChange={(role) => role !== member.role && onChange({ member, role })}
                  options={memberRoles.map((value) => ({ value, label: value }))}
                />
              </Td>
              <Td className="min-w-52 text-muted">{roleWords[member.role]}</Td>
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
  )
}
