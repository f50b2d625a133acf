import { z } from 'zod'
import { countryCode, fallback, modelId, nodeId, pointSchema, subdivisionCode } from '@/server/core/config/schema'
import { isStorable } from '@/server/core/json/storable'

// Text that ends up in the log has to be text there too.
const text = (max: number) => z.string().min(1).max(max).refine(isStorable, 'well-formed text without NUL')

const tokens = z.array(z.string().max(100)).max(100)

/** The body of POST /route. Tokens and the Subcloud are looked up later: what they mean is the configuration's. */
export const routeRequestSchema = z.strictObject({
  model: modelId,
  environment: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and dashes')
    .max(32)
    .nullish(),
  subcloud: text(100).nullish(),
  client: z
    .strictObject({
      ip: text(100).nullish(),
      country: countryCode.nullish(),
      subdivision: subdivisionCode.nullish(),
      point: pointSchema.nullish(),
    })
    .nullish(),
  geo: z
    .strictObject({
      prefer: tokens.nullish(),
      only: tokens.min(1, 'an empty list allows nothing; leave the field out for no restriction').nullish(),
      deny: tokens.nullish(),
      fallback: fallback.nullish(),
    })
    .nullish(),
  requirements: z.strictObject({ minVramGb: z.number().min(0).max(100_000).nullish(), gpu: text(80).nullish() }).nullish(),
  affinityKey: text(256).nullish(),
  reserve: z.boolean().nullish(),
  retryOf: z.uuid().nullish(),
  seed: z.union([text(64), z.number().int()]).nullish(),
  dryRun: z.boolean().nullish(),
  explain: z.enum(['none', 'summary', 'full']).nullish(),
  /** With a dry run explained in full: why this node was not chosen. */
  whyNot: nodeId.nullish(),
})

export type RouteInput = z.infer<typeof routeRequestSchema>
