import { z } from 'zod'
import { type ProblemCode, problems } from './errors'

const codes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]]
const wrong = z.looseObject({ path: z.string(), message: z.string() })

/** RFC 9457, as every error goes out. What is optional comes with the codes that it helps with. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum(codes).describe('Stable: what to tell errors apart by'),
  detail: z.string().describe('What was wrong and what to do'),
  requestId: z.string(),
  reasons: z.array(z.string()).optional(),
  decisionId: z.string().optional().describe('Of a refusal, which is a decision and logged as one'),
  retryAfterS: z.number().optional(),
  errors: z.array(wrong).optional().describe('Every field that is wrong'),
  warnings: z.array(wrong).optional(),
  suggestions: z.array(z.string()).optional().describe('Tokens that may have been meant'),
  usedBy: z.array(z.string()).optional().describe('Who uses what would go'),
  baseRevision: z.number().int().optional(),
  currentRevision: z.number().int().optional(),
  current: z.unknown().optional().describe('What was published since'),
  submitted: z.unknown().optional(),
})
