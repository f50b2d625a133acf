import type { Ctx } from './context'

/** What a verb takes: who asks, and what for. The actor may be missing until the scope check has been made. */
export type Verb<Input = undefined> = Input extends undefined ? { ctx: Ctx } : { ctx: Ctx; input: Input }
/** A verb that goes on until its caller leaves. */
export type Following<Input = undefined> = Verb<Input> & { signal: AbortSignal | undefined }
