import { getControl } from '@/server/control/context'
import { mebibyte, readBytes } from '@/server/control/http/read-body'
import { answerProblem } from '@/server/control/rest/answer'
import { parseAddress } from '@/server/core/geo/address'
import { internalPeerHeader, verifyInternalPeer } from '@/server/platform/internal-peer'

export const dynamic = 'force-dynamic'

async function handle(request: Request): Promise<Response> {
  const control = getControl()
  const { headers } = request
  const requestId = headers.get('x-request-id') ?? ''
  try {
    const peer = verifyInternalPeer(headers.get(internalPeerHeader) ?? undefined, control.internalSecret, control.now())
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'POST' ? new Uint8Array(await readBytes(request, mebibyte)) : undefined
    // Host and scheme as web found them, not as Next guesses them.
    const url = `${headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http'}://${headers.get('host') ?? 'localhost'}${pathname}${search}`
    const own = new Request(url, { method: request.method, headers, body })
    return await control.auth.handle(own, { address: peer?.address ? parseAddress(peer.address) : null, requestId })
  } catch (error) {
    return answerProblem(error, requestId, control.log)
  }
}

export { handle as GET, handle as POST }
