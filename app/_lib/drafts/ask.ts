// What a draft is asked about: the same three questions for the whole configuration and for one policy.

import type { CheckResult, DiffResult, Published } from '@/server/control/services/config/schemas'
import type { Config } from '@/server/core/config/schema'
import type { useTRPCClient } from '../trpc'
import { type DraftScope, subcloudOf } from './scopes'

type Client = ReturnType<typeof useTRPCClient>
type Asked = { scope: DraftScope; document: unknown }

export function checkDocument(client: Client, { scope, document }: Asked): Promise<CheckResult> {
  const slug = subcloudOf(scope)
  return slug === null ? client.config.check.mutate({ config: document }) : client.config.checkPolicy.mutate({ slug, policy: document })
}

export function diffDocument(client: Client, { scope, document }: Asked): Promise<DiffResult> {
  const slug = subcloudOf(scope)
  return slug === null ? client.config.diff.mutate({ config: document }) : client.config.diffPolicy.mutate({ slug, policy: document })
}

export function publishDocument(
  client: Client,
  { scope, document, baseRevision, comment }: Asked & { baseRevision: number; comment: string },
): Promise<Published> {
  const slug = subcloudOf(scope)
  return slug === null
    ? client.config.publish.mutate({ config: document, baseRevision, comment })
    : client.config.putPolicy.mutate({ slug, policy: document, baseRevision, comment })
}

export async function readRevision(client: Client, revision: number): Promise<Config> {
  const { revision: _, ...config } = await client.config.read.query({ revision })
  return config
}
