import { connect, createServer, type Server, type Socket } from 'node:net'

/** A TCP proxy in front of a database that can be cut off and restored, as a network or a server would be. */
export class FaultProxy {
  private readonly sockets = new Set<Socket>()
  private isCut = false

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(databaseUrl: string): Promise<FaultProxy> {
    const target = new URL(databaseUrl)
    let proxy: FaultProxy
    const server = createServer((socket) => proxy.pipe(socket, Number(target.port), target.hostname))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(databaseUrl)
    url.hostname = '127.0.0.1'
    url.port = String((server.address() as { port: number }).port)
    proxy = new FaultProxy(server, url.href)
    return proxy
  }

  /** Ends every connection and takes no new ones. */
  cut(): void {
    this.isCut = true
    for (const socket of this.sockets) socket.destroy()
  }

  restore(): void {
    this.isCut = false
  }

  async stop(): Promise<void> {
    this.cut()
    await new Promise<void>((resolve) => this.server.close(() => resolve()))
  }

  private pipe(socket: Socket, port: number, host: string): void {
    if (this.isCut) {
      socket.destroy()
      return
    }
    const upstream = connect(port, host)
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        this.sockets.delete(one)
        other.destroy()
      })
    }
  }
}
