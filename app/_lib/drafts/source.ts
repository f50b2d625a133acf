import { type Config, configSchema, type Policy, policySchema } from '@/server/core/config/schema'
import type { useTRPCClient } from '../trpc'
import type { DraftSource } from './draft-store'
import { type DraftDocument, type DraftScope, subcloudOf } from './scopes'

type Client = ReturnType<typeof useTRPCClient>

/** tRPC as a place for drafts. */
export function trpcSource<Scope extends DraftScope>(client: Client, scope: Scope): DraftSource<DraftDocument<Scope>> {
  type Document = DraftDocument<Scope>
  return {
    async published() {
      const { revision, ...config } = await client.config.read.query()
      return { document: partOf(config, scope) as Document, revision }
    },
    async draft() {
      const found = await client.drafts.get.query({ scope })
      return found && { ...found, document: complete(found.document, scope) as Document }
    },
    save: ({ document, baseRevision, version }) => client.drafts.save.mutate({ scope, document, baseRevision, version }),
    discard: () => client.drafts.discard.mutate({ scope }),
  }
}

/** A draft is kept as it was typed, perhaps by an earlier version: what that did not know yet has its default. */
export function complete(document: Record<string, unknown>, scope: DraftScope): Record<string, unknown> {
  const isWhole = subcloudOf(scope) === null
  const parsed = (isWhole ? configSchema : policySchema).safeParse(document)
  if (parsed.success) return parsed.data
  return { ...(isWhole ? configSchema.parse({ zones: [] }) : policySchema.parse({})), ...document }
}

/** What a draft of this scope is of, in any revision. */
export function partOf(config: Config, scope: DraftScope): Config | Policy {
  const slug = subcloudOf(scope)
  if (slug === null) return config
  const subcloud = config.subclouds.find((each) => each.slug === slug)
  if (!subcloud) throw new Error(`There is no Subcloud ${slug} in this revision.`)
  return subcloud.policy
}
