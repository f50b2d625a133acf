import { type Route, route } from '../route'

export const aboutRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'About',
    summary: 'This document',
    // The document lists this very table.
    handle: async () => (await import('../openapi')).openapiDocument(),
  }),
]
