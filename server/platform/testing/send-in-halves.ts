import { connect } from 'node:net'

type Halves = { path?: string; connection: 'close' | 'keep-alive'; half: number }

/** What a caller reads that writes half of its body, waits for an answer, and then writes on; `failed`: why it could not. */
export function sendInHalves(url: string, { path = '/', connection, half }: Halves): Promise<{ text: string; failed: string | null }> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    let [text, failed] = ['', null as string | null]
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: ${connection}\r\ncontent-length: ${2 * half}\r\n\r\n`
    socket.write(head + 'x'.repeat(half))
    socket.once('data', () => socket.write('x'.repeat(half), () => connection === 'keep-alive' && socket.end()))
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      failed = error.code ?? error.message
    })
    socket.on('close', () => resolve({ text, failed }))
  })
}
