import { type Config, configSchema } from '@/server/core/config/schema'
import { publishConfig } from '../services/config/publish'
import { latestRevision } from '../services/config/revision'
import { type TestControl, userOf } from './control'

/** Subclouds a and b, of two owners, published on top of what there is. Returns the revision. */
export async function publishSubclouds(test: TestControl, change: (config: Config) => Config = (config) => config): Promise<number> {
  const latest = await latestRevision(test.db.prisma)
  const parsed = configSchema.parse({
    ...latest.config,
    models: ['llama'],
    subclouds: [
      { slug: 'a', name: 'Subcloud A', owner: ownerOfA.email, policy: { boundary: { allow: ['jurisdiction:EU27'] } } },
      { slug: 'b', name: 'Subcloud B', owner: ownerOfB.email, policy: { boundary: { allow: ['zone:NA'] } } },
    ],
  })
  const { revision } = await publishConfig({
    ctx: test.as(userOf('admin')),
    input: { config: change(parsed), baseRevision: latest.revision, comment: 'two Subclouds' },
  })
  return revision
}

export const ownerOfA = { type: 'user', id: 'user-a', role: 'owner', email: 'a@example.com', name: 'a' } as const
export const ownerOfB = { type: 'user', id: 'user-b', role: 'owner', email: 'b@example.com', name: 'b' } as const
