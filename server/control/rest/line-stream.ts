type Lines<Row> = { type: string; file: string; head: string | null; line: (row: Row) => string }

/** Pages as lines of text, made only as fast as they are read. */
export async function lineStream<Row>(pages: AsyncGenerator<Row[]>, { type, file, head, line }: Lines<Row>): Promise<Response> {
  const encoder = new TextEncoder()
  // The first page before the headers: what is refused is refused with a status.
  let next = await pages.next()
  let started = false
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!started) {
        started = true
        if (head !== null) controller.enqueue(encoder.encode(`${head}\r\n`))
      }
      if (next.done) {
        controller.close()
        return
      }
      const end = head === null ? '\n' : '\r\n'
      controller.enqueue(encoder.encode(next.value.map((row) => line(row) + end).join('')))
      next = await pages.next()
    },
    async cancel() {
      await pages.return(undefined)
    },
  })
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${file}"`, 'cache-control': 'no-store' },
  })
}
