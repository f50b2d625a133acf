import { hashSecret } from '@/server/platform/auth/api-keys'
import type { TestControl } from './control'

/** A key that may do everything, which opens at once. Returns its secret. */
export async function adminKey(test: TestControl): Promise<string> {
  const secret = 'an-admin-key-of-the-test'
  await test.db.prisma.apiKey.create({
    data: {
      id: '00000000-0000-7000-8000-000000000001',
      name: 'admin',
      prefix: 'test',
      secretHash: Buffer.from(hashSecret(secret), 'hex'),
      scopes: ['admin'],
      createdBy: 'test',
    },
  })
  await test.replica.refresh()
  return secret
}
