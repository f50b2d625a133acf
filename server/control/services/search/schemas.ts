import { z } from 'zod'

export const searchInput = z.strictObject({ q: z.string().trim().min(1).max(200) })
export type SearchHit = { kind: 'zone' | 'jurisdiction' | 'node' | 'subcloud' | 'decision'; id: string; label: string; detail: string }
