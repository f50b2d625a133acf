// What went wrong, in the shape that the API answers, whatever was thrown.

export type UiProblem = { code: string; title: string; detail: string; requestId: string | null; status: number; retry: boolean }

type Wire = { code: string; title: string; detail: string; requestId?: string; status: number }

export function problemOf(error: unknown): UiProblem {
  const wire = wireProblem(error)
  if (wire)
    return {
      code: wire.code,
      title: wire.title,
      detail: wire.detail,
      requestId: wire.requestId || null,
      status: wire.status,
      retry: wire.status >= 500,
    }
  return {
    code: 'unreachable',
    title: 'No answer from the server',
    detail: 'The connection failed or the server is restarting. What was loaded before stays on the screen.',
    requestId: null,
    status: 0,
    retry: true,
  }
}

/** Whether the same, asked again, may be answered: what ails the server passes, and an ended session is opened again beside. */
export function mayPass(error: unknown): boolean {
  const { retry, code } = problemOf(error)
  return retry || code === 'unauthenticated'
}

function wireProblem(error: unknown): Wire | null {
  if (typeof error !== 'object' || error === null || !('data' in error)) return null
  const data = (error as { data: unknown }).data
  if (typeof data !== 'object' || data === null || !('problem' in data)) return null
  const problem = (data as { problem: unknown }).problem
  return typeof problem === 'object' && problem !== null && 'code' in problem ? (problem as Wire) : null
}
