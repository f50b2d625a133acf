import type { MemberRow } from '@/server/control/services/members/schemas'

export const memberRoles = ['admin', 'owner', 'viewer'] as const satisfies readonly MemberRow['role'][]

export const roleWords: Record<MemberRow['role'], string> = {
  admin: 'everything',
  owner: 'their own Subclouds: read the log and nodes, change the policy',
  viewer: 'zones, coverage and counts; no single node, no client',
}
