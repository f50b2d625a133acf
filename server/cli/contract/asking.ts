// How an installation is asked: each answer is held against what the document says of it, and noted.

import { expect } from 'vitest'
import { type Answer, eventually } from '@/server/router/testing/world'
import { type Answered, breaches } from './holds'
import type { Installation } from './installation'

export type Question = {
  /** By name, or as it is; null: none. */
  key?: string | null
  /** Stands for the path's named part. */
  of?: string
  query?: string
  body?: unknown
  type?: string
  headers?: Record<string, string>
}

export type Asking = ReturnType<typeof asking>

/** `secrets`: of the keys, by their names. `seen`: each operation's statuses so far. */
export function asking({ web, world, admin }: Installation, model: string) {
  const secrets: Record<string, string> = { admin, gateway: admin }
  const seen = new Map<string, Set<number>>()

  async function hold(name: string, answered: Answered) {
    expect([name, answered.status, await breaches(name, answered)]).toEqual([name, answered.status, []])
    seen.set(name, (seen.get(name) ?? new Set()).add(answered.status))
    const { text, headers, status } = answered
    // biome-ignore lint/suspicious/noExplicitAny: whatever was answered; the document says what it has to be.
    return { status, headers, text, body: (text.startsWith('{') ? JSON.parse(text.split('\n')[0]!) : null) as any }
  }

  /** Asks for an operation of the document by its name. */
  async function ask(name: string, { key = 'admin', of = '', query = '', body, type = 'application/json', headers = {} }: Question = {}) {
    const [method = '', path = ''] = name.split(' ')
    const response = await fetch(`${web.url}/api/v1${path.replace(/\{\w+\}/, of)}${query}`, {
      method,
      headers: {
        'x-forwarded-for': '193.51.0.1',
        ...(key === null ? {} : { authorization: `Bearer ${secrets[key] ?? key}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    })
    return hold(name, { status: response.status, headers: response.headers, text: await textOf(response) })
  }

  const tell = async (seed: string, purpose: 'register' | 'heartbeat' | 'leave', payload: unknown, more: object = {}) => {
    const answer: Answer = await world.agent(seed).send(purpose, payload, { url: web.url, ...more })
    return hold(`POST /nodes/${purpose}`, { ...answer, text: JSON.stringify(answer.body) })
  }
  const codeOf = async (name: string, question: Question) => (await ask(name, question)).body.code
  const idOf = (seed: string) => world.agent(seed).id
  const config = async () => (await ask('GET /config')).body
  const route = (more: object = {}, question: Question = {}) =>
    ask('POST /route', { key: 'gateway', ...question, body: { model, ...more } })
  /** Once the router has what web answered. */
  const untilRouted = (revision: number) =>
    eventually(async () => (await route({ dryRun: true })).headers.get('x-geo-revision') === String(revision))
  return { secrets, seen, ask, tell, codeOf, idOf, config, route, untilRouted }
}

/** Events go on for ever: the first will do. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body!.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  return new TextDecoder().decode(value)
}
