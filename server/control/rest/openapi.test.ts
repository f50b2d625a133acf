import { expect, it } from 'vitest'
import { openapiDocument } from './openapi'
import { routes } from './routes'

it('says what a decision is, its headers and every status of a refusal, and refers to nothing that is missing', () => {
  const document = openapiDocument(routes) as { paths: Record<string, { post?: { responses: Record<string, unknown> } }> }
  const responses = document.paths['/route']?.post?.responses as Record<
    string,
    { headers?: object; content?: Record<string, { schema: unknown }> }
  >
  expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '413', '422', '429', '503', 'default'])
  expect(Object.keys(responses['200']?.headers ?? {}).sort()).toEqual(
    ['decision', 'fallback', 'gate', 'preferred', 'revision', 'zone'].map((name) => `x-geo-${name}`),
  )
  expect(responses['200']?.content?.['application/json']?.schema).toMatchObject({
    required: expect.arrayContaining(['decisionId', 'lease', 'rung']),
  })
  for (const [, path = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g))
    expect(
      path.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document),
      path,
    ).toBeDefined()
})
