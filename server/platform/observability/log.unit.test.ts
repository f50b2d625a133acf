import { describe, expect, it } from 'vitest'
import { createLogger } from './log'
import { textStream } from './text-stream'

function logged(fields: object, text = false): string {
  const lines: string[] = []
  const sink = { write: (line: string) => void lines.push(line) }
  createLogger('test', 'info', text ? textStream(sink) : sink).info(fields, 'hello')
  return lines.join('')
}

describe('createLogger', () => {
  it('p01 writes neither credentials nor addresses, at any depth', () => {
    const line = logged({
      req: {
        headers: { authorization: 'Bearer s3cret', cookie: 's3cret', 'x-forwarded-for': '198.51.100.7' },
        remoteAddress: '198.51.100.7',
      },
      list: [{ ip: '198.51.100.7' }],
      password: 's3cret',
    })
    expect(line).not.toMatch(/s3cret|198\.51/)
    expect(line).toContain('[redacted]')
  })

  it('keeps an error whole, with its cause', () => {
    const { err } = JSON.parse(logged({ err: new Error('outer', { cause: new Error('inner') }) }))
    expect(err).toMatchObject({ message: 'outer', cause: { message: 'inner' } })
  })

  it('writes text for people', () => {
    expect(logged({ port: 4000 }, true)).toMatch(/^\d\d:\d\d:\d\d test info hello port=4000\n$/)
  })
})
