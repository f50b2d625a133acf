import { getControl } from '@/server/control/context'
import { handleTrpc } from '@/server/control/trpc/handle'

export const dynamic = 'force-dynamic'

const handle = (request: Request) => handleTrpc(request, getControl())

export { handle as GET, handle as POST }
