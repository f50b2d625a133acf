// The common request, read from its bytes: with JSON.parse, the check of what came out of it and the texts in between it takes
// 1.1 µs, so 0.4 (2026-11-26). It knows the usual fields, as texts of printable ASCII without escapes, and gives up on
// anything else, which is JSON.parse's to read and the schema's to refuse: a test holds it against both.

import { MAX_BATCH, MAX_LINE_ID_LENGTH } from '@/server/platform/data-plane/route-request'
import { KnownTexts } from '@/server/platform/known-texts'
import { CLOSE, CLOSE_LIST, COMMA, OPEN, OPEN_LIST, PlainBytes } from '@/server/platform/plain-bytes'
import { plainFields } from './plain-request'

/** A request as the schema has it. */
export class PlainInput {
  environment: string | undefined = undefined
  subcloud: string | undefined = undefined
  client: { ip: string | undefined; country: string | undefined } | undefined = undefined
  affinityKey: string | undefined = undefined
  reserve: boolean | undefined = undefined
  /** Empty until it is read. */
  model = ''
}

/** The requests of a batch, all of them plain and no more than there may be. */
export class PlainBatch {
  constructor(readonly requests: readonly PlainInput[]) {}
}

const MAX_IP = 100
const MAX_AFFINITY_KEY = 256

const names = ['model', 'environment', 'subcloud', 'client', 'ip', 'country', 'affinityKey', 'reserve', 'id', 'requests']
const known = {
  name: new KnownTexts((text) => names.find((name) => name === text) ?? null),
  model: new KnownTexts((text) => (plainFields.model(text) ? text : null)),
  environment: new KnownTexts((text) => (plainFields.environment(text) ? text : null)),
  subcloud: new KnownTexts((text) => (plainFields.subcloud(text) ? text : null)),
  country: new KnownTexts((text) => (plainFields.country(text) ? text : null)),
}

export class PlainScanner extends PlainBytes {
  /** Of the line that was read last: a number, or a text with its quotes. */
  id: string | number = ''

  constructor() {
    super(known.name)
  }

  /** The body of POST /route; null where it is not plain. */
  request(body: Buffer): PlainInput | null {
    this.begin(body)
    const input = this.object(false)
    return this.isOver() ? input : null
  }

  /** A stream's line, which has an id besides. */
  line(block: Buffer, from: number, to: number): PlainInput | null {
    this.begin(block, from, to)
    this.id = ''
    const input = this.object(true)
    return this.id !== '' && this.isOver() ? input : null
  }

  /** The body of POST /route/batch, where all its requests are plain. */
  batch(body: Buffer): PlainBatch | null {
    this.begin(body)
    if (!this.takes(OPEN) || this.name() !== 'requests' || !this.takes(OPEN_LIST)) return null
    const requests: PlainInput[] = []
    do {
      const input = this.object(false)
      if (input === null || requests.length === MAX_BATCH) return null
      requests.push(input)
    } while (this.takes(COMMA))
    return this.takes(CLOSE_LIST) && this.takes(CLOSE) && this.isOver() ? new PlainBatch(requests) : null
  }

  private object(hasId: boolean): PlainInput | null {
    if (!this.takes(OPEN)) return null
    const input = new PlainInput()
    do if (!this.field(input, hasId)) return null
    while (this.takes(COMMA))
    return this.takes(CLOSE) && input.model !== '' ? input : null
  }

  /** False where it is not plain. One that comes again counts, as for JSON.parse. */
  private field(input: PlainInput, hasId: boolean): boolean {
    switch (this.name()) {
      case 'id':
        return hasId && this.readId()
      case 'model':
        input.model = this.oneOf(known.model) ?? ''
        return input.model !== ''
      case 'subcloud':
        input.subcloud = this.oneOf(known.subcloud)
        return input.subcloud !== undefined
      case 'client':
        input.client = this.client()
        return input.client !== undefined
      case 'environment':
        input.environment = this.oneOf(known.environment)
        return input.environment !== undefined
      case 'affinityKey':
        input.affinityKey = this.copy(MAX_AFFINITY_KEY)
        return input.affinityKey !== undefined
      case 'reserve':
        input.reserve = this.flag()
        return input.reserve !== undefined
      default:
        return false
    }
  }

  private client(): PlainInput['client'] {
    if (!this.takes(OPEN)) return undefined
    const client: NonNullable<PlainInput['client']> = { ip: undefined, country: undefined }
    do {
      const name = this.name()
      if (name !== 'ip' && name !== 'country') return undefined
      client[name] = name === 'ip' ? this.copy(MAX_IP) : this.oneOf(known.country)
      if (client[name] === undefined) return undefined
    } while (this.takes(COMMA))
    return this.takes(CLOSE) ? client : undefined
  }

  /** Text, or a whole number that JSON writes in one way only. */
  private readId(): boolean {
    const id = this.isAtQuote() ? this.copy(MAX_LINE_ID_LENGTH) : this.whole()
    if (id === undefined) return false
    this.id = typeof id === 'string' ? `"${id}"` : id
    return true
  }
}
