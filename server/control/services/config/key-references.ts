import type { KeyReferences } from '@/server/core/config/token-fields'
import type { Control } from '../../context'

/** API keys live outside the configuration, but what they narrow to, or are bound to, must not be dropped from under them. */
export async function keyReferences({ prisma, now }: Pick<Control, 'prisma' | 'now'>): Promise<KeyReferences[]> {
  const keys = await prisma.apiKey.findMany({
    where: { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(now()) } }] },
    select: { name: true, subcloud: true, geo: true },
  })
  return keys.map(({ name, subcloud, geo }) => ({ name, subcloud, geo: geo as KeyReferences['geo'] }))
}
