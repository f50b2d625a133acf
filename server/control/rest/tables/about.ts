import { openapiDocument } from '../openapi'
import { type Route, route } from '../route'

export const aboutRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'About',
    summary: 'This document',
    handle: async ({ table }) => openapiDocument(table),
  }),
]
