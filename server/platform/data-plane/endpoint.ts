import { z } from 'zod'
import { pointSchema } from '@/server/core/config/schema'

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/i, 'letters, digits and . _ -')
  .max(64)

export const endpointSchema = z.strictObject({
  id: name,
  role: z.enum(['cloud', 'network']),
  region: name,
  point: pointSchema,
  simulated: z.boolean().nullish().describe('Refused outside the demonstration'),
})

export const endpointAnswer = z.object({
  id: z.string(),
  intervalS: z.number().describe('When to come again'),
  healthySince: z.iso.datetime(),
})
export type EndpointAnswer = z.infer<typeof endpointAnswer>
