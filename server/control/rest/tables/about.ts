import { z } from 'zod'
import { openapiDocument } from '../openapi/document'
import { type Route, route } from '../route'

export const aboutRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'About',
    summary: 'This document',
    answer: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
    handle: async ({ table }) => openapiDocument(table),
  }),
]
