import { requireAccess } from '../../access'
import type { Role } from '../../actor'
import type { Verb } from '../../verb'
import type { MemberRow } from './schemas'

export async function listMembers({ ctx }: Verb): Promise<{ items: MemberRow[] }> {
  requireAccess(ctx.actor, 'admin')
  const users = await ctx.control.prisma.user.findMany({
    orderBy: { email: 'asc' },
    include: { sessions: { orderBy: { createdAt: 'desc' }, take: 1, select: { createdAt: true } } },
  })
  return {
    items: users.map((user) => ({
      id: user.id,
      email: user.email,
      name: user.name,
      role: user.role as Role,
      createdAt: user.createdAt.getTime(),
      lastSignInAt: user.sessions[0]?.createdAt.getTime() ?? null,
    })),
  }
}
