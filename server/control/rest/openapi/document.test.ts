import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/openapi-3-1'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { routes } from '../routes'
import { openapiDocument } from './document'
import { examples } from './examples'

const document = JSON.parse(JSON.stringify(openapiDocument(routes)))
const uri = 'https://geo.test/openapi.json'
beforeAll(() => registerSchema(document, uri, 'https://spec.openapis.org/oas/3.1/dialect/base'))
afterAll(() => unregisterSchema(uri))

type Operation = {
  operationId: string
  security: { key: string[] }[]
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> }
  responses: Record<string, { description: string; headers?: object; content: Record<string, { schema: object; example?: unknown }> }>
  parameters?: { name: string; in: string }[]
}
const operations: [string, Operation, string][] = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
  ([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation, string] => [
      `${method.toUpperCase()} ${path}`,
      operation,
      `${uri}#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}`,
    ]),
)

it('is valid OpenAPI 3.1, every schema in it included', async () => {
  const output = await validate('https://spec.openapis.org/oas/3.1/schema-base', document, 'BASIC')
  expect(output.valid ? [] : output.errors).toEqual([])
})

it('names every operation once, refers to nothing that is missing, and has no name that nothing refers to', () => {
  const ids = operations.map(([, { operationId }]) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const refs = new Set([...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, ref = '']) => ref))
  for (const ref of refs)
    expect(
      ref.split('/').reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document),
      ref,
    ).toBeDefined()
  for (const name of Object.keys(document.components.schemas)) expect(refs).toContain(`components/schemas/${name}`)
})

it.each(operations)('%s says who may, what it takes and answers, and each error with its codes', (name, operation) => {
  const [status, success] = Object.entries(operation.responses)[0]!
  expect(['200', '201']).toContain(status)
  for (const { schema } of Object.values(success.content)) expect(Object.keys(schema).length).toBeGreaterThan(0)
  const isSigned = /\/nodes\/(register|heartbeat|leave)$/.test(name)
  expect(operation.security.length > 0).toBe(name !== 'GET /openapi.json' && !isSigned)
  expect('401' in operation.responses).toBe(name !== 'GET /openapi.json')
  expect(operation.responses).toHaveProperty('default')
  expect(/^(POST|PUT) /.test(name)).toBe(operation.requestBody !== undefined || name === 'POST /nodes/{id}/resume')
  expect((operation.parameters ?? []).filter((one) => one.in === 'path').map((one) => `{${one.name}}`)).toEqual(
    name.match(/\{\w+\}/g) ?? [],
  )
})

it.each(Object.keys(examples))('the examples of %s are what they are examples of', async (name) => {
  const [, { requestBody, responses }, pointer] = operations.find(([one]) => one === name)!
  const [status, success] = Object.entries(responses)[0]!
  const shown = [
    ...(requestBody ? [['requestBody', requestBody.content] as const] : []),
    [`responses/${status}`, success.content] as const,
  ].flatMap(([where, content]) =>
    Object.entries(content).map(([media, { example }]) => [`${where}/content/${media.replace('/', '~1')}`, example] as const),
  )
  expect(shown.some(([, example]) => example !== undefined)).toBe(true)
  for (const [where, example] of shown) {
    if (example === undefined) continue
    const output = await validate(`${pointer}/${where}/schema`, example as never, 'BASIC')
    expect([where, output.valid ? [] : output.errors]).toEqual([where, []])
  }
})

it('says of a decision its headers and every status of a refusal', () => {
  const [, { responses }] = operations.find(([name]) => name === 'POST /route')!
  expect(Object.keys(responses)).toEqual(['200', '400', '401', '403', '404', '413', '415', '422', '429', '502', '503', 'default'])
  const geo = ['decision', 'fallback', 'gate', 'preferred', 'revision', 'zone'].map((one) => `x-geo-${one}`)
  for (const status of ['200', '422', '503'])
    expect(
      Object.keys(responses[status]!.headers!)
        .filter((one) => one.startsWith('x-geo'))
        .sort(),
    ).toEqual(geo)
  expect(responses['503']!.headers).toHaveProperty('retry-after')
})
