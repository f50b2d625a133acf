import { expect, it } from 'vitest'
import { z } from 'zod'
import { describes } from './describes'

type Spot = { readonly code: string; readonly at: readonly [number, number]; note?: string }
const at = z.tuple([z.number(), z.number()])

it('takes the schema of the type, and no other: this file compiles', () => {
  const spot = describes<Spot>()(z.object({ code: z.string(), at, note: z.string().optional() }))
  expect(spot.parse({ code: 'EU', at: [1, 2] })).toEqual({ code: 'EU', at: [1, 2] })
  // @ts-expect-error a field of the type is missing
  describes<Spot>()(z.object({ code: z.string() }))
  // @ts-expect-error the type does not promise that it is there
  describes<Spot>()(z.object({ code: z.string(), at, note: z.string() }))
  // @ts-expect-error the type has no such field
  describes<Spot>()(z.object({ code: z.string(), at, note: z.string().optional(), more: z.string() }))
  // @ts-expect-error the type has more values than these
  describes<Spot>()(z.object({ code: z.literal('EU'), at, note: z.string().optional() }))
})
