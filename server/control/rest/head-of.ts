/** Whoever asks for the head alone reads no body: one that would follow the log must not go on doing so. */
export async function headOf(answer: Response): Promise<Response> {
  await answer.body?.cancel()
  return new Response(null, { status: answer.status, headers: answer.headers })
}
