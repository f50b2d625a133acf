import { getControl } from '@/server/control/context'
import { handleRest } from '@/server/control/rest/handle'

export const dynamic = 'force-dynamic'

const handle = (request: Request) => handleRest(request, getControl())

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT }
