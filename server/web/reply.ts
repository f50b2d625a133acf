import type { ServerResponse } from 'node:http'
import { problemHeaders, type ServiceError, toProblem } from '@/server/platform/errors'

export function replyProblem(res: ServerResponse, error: ServiceError, requestId: string, headers: Record<string, string> = {}): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const problem = toProblem(error, requestId)
  reply(res, problem.status, { ...problemHeaders(problem), ...headers }, JSON.stringify(problem))
}

export function reply(res: ServerResponse, status: number, headers: Record<string, string>, body: string): void {
  res.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': String(Buffer.byteLength(body)) })
  res.end(body)
}
