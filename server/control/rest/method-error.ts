import { ServiceError } from '@/server/platform/errors'

export class MethodError extends ServiceError {
  constructor(readonly allowed: readonly string[]) {
    super('method_not_allowed', `Use ${allowed.join(' or ')} here.`)
  }
}
