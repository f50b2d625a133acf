import { hashSecret, type Scope } from '@/server/platform/auth/api-keys'
import type { TestControl } from './control'

/** A key of one scope, which opens at once. Returns its secret. `subcloud`: what it is bound to. */
export async function apiKey(test: TestControl, scope: Scope, subcloud: string | null = null): Promise<string> {
  const secret = `the-test-has-a-key-of-scope-${scope}`
  await test.db.prisma.apiKey.create({
    data: {
      id: '00000000-0000-7000-8000-000000000001',
      name: scope,
      prefix: 'test',
      secretHash: Buffer.from(hashSecret(secret), 'hex'),
      scopes: [scope],
      subcloud,
      createdBy: 'test',
    },
  })
  await test.replica.refresh()
  return secret
}
