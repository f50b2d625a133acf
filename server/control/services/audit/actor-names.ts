import type { PrismaClient } from '@/server/platform/db/generated/client'

const uuid = /^[0-9a-f-]{36}$/i

/** Names of the users and keys behind a page of records, in two queries. */
export async function actorNames(
  prisma: PrismaClient,
  records: readonly { actorType: string; actorId: string }[],
): Promise<ReadonlyMap<string, string>> {
  const idsOf = (type: string) => [...new Set(records.filter((r) => r.actorType === type).map((r) => r.actorId))]
  const [users, keys] = await Promise.all([
    prisma.user.findMany({ where: { id: { in: idsOf('user') } }, select: { id: true, email: true } }),
    prisma.apiKey.findMany({ where: { id: { in: idsOf('key').filter((id) => uuid.test(id)) } }, select: { id: true, name: true } }),
  ])
  return new Map([...users.map((u) => [u.id, u.email] as const), ...keys.map((k) => [k.id, k.name] as const)])
}
