import { z } from 'zod'
import { countryCode, fallback, modelId, nodeId, pointSchema, subdivisionCode } from '@/server/core/config/schema'
import { isStorable } from '@/server/core/json/storable'

export const MAX_BATCH = 1000
export const MAX_LINE_ID_LENGTH = 200

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
    .nullish()
    .describe('Absent: mainnet'),
  subcloud: text(100).nullish().describe('Absent: the key’s own, else a general job'),
  client: z
    .strictObject({
      ip: text(100).nullish(),
      country: countryCode.nullish(),
      subdivision: subdivisionCode.nullish(),
      point: pointSchema.nullish(),
    })
    .nullish()
    .describe('Whom the job is for, by scope gateway only'),
  geo: z
    .strictObject({
      prefer: tokens.nullish().describe('Where it would best run, in order'),
      only: tokens
        .min(1, 'an empty list allows nothing; leave the field out for no restriction')
        .nullish()
        .describe('Where alone it may run'),
      deny: tokens.nullish().describe('Where it may not run'),
      fallback: fallback.nullish(),
    })
    .nullish()
    .describe('Narrows what the key and the Subcloud allow; tokens are prefixed, e.g. zone:EU'),
  requirements: z.strictObject({ minVramGb: z.number().min(0).max(100_000).nullish(), gpu: text(80).nullish() }).nullish(),
  affinityKey: text(256).nullish().describe('Keeps a conversation on its node'),
  reserve: z.boolean().nullish().describe('Absent: true. False takes no slot and counts as no load'),
  retryOf: z.uuid().nullish().describe('The decision that this is another attempt at'),
  seed: z
    .union([text(64), z.number().int()], 'text of up to 64 characters, or a whole number')
    .nullish()
    .describe('Makes the pick repeatable'),
  dryRun: z.boolean().nullish().describe('Neither logs nor reserves'),
  explain: z
    .enum(['none', 'summary', 'full'])
    .nullish()
    .describe('Absent: none. How much of the trace to answer, cut to what the key may see'),
  whyNot: nodeId.nullish().describe('With a dry run explained in full: why this node was not chosen'),
})

export type RouteInput = z.infer<typeof routeRequestSchema>

const batchOf = <Item extends z.ZodType>(item: Item) => z.strictObject({ requests: z.array(item).max(MAX_BATCH) })
/** What POST /route/batch requires of the whole: each request is parsed for itself, so that a bad one spoils none. */
export const routeBatchSchema = batchOf(z.unknown())
/** The same with what each request has to be. */
export const routeBatchOfRequests = batchOf(routeRequestSchema)

export const lineId = z
  .union([z.string().min(1).max(MAX_LINE_ID_LENGTH), z.number().int()])
  .describe('The caller’s own, given back with the answer')
/** A line of POST /route/stream. */
export const routeLine = routeRequestSchema.extend({ id: lineId })
