import { z } from 'zod'

export const locateInput = z.strictObject({ ip: z.string().min(1).max(100) })
