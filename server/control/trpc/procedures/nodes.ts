import { nodeCandidacies } from '../../services/nodes/candidacies'
import { drainNode } from '../../services/nodes/drain'
import { nodeHistory } from '../../services/nodes/history'
import { listNodes } from '../../services/nodes/list'
import { nodePlaces } from '../../services/nodes/places'
import { readNode } from '../../services/nodes/read'
import { resumeNode } from '../../services/nodes/resume'
import { drainInput, listNodesInput, nodeInput, nodePlacesInput } from '../../services/nodes/schemas'
import { procedure, router } from '../init'

export const nodes = router({
  list: procedure('read')
    .input(listNodesInput)
    .query(({ ctx, input }) => listNodes({ ctx, input })),
  places: procedure('read')
    .input(nodePlacesInput)
    .query(({ ctx, input }) => nodePlaces({ ctx, input })),
  read: procedure('read')
    .input(nodeInput)
    .query(({ ctx, input }) => readNode({ ctx, input })),
  history: procedure('own')
    .input(nodeInput)
    .query(({ ctx, input }) => nodeHistory({ ctx, input })),
  candidacies: procedure('own')
    .input(nodeInput)
    .query(({ ctx, input }) => nodeCandidacies({ ctx, input })),
  drain: procedure('admin')
    .input(drainInput)
    .mutation(({ ctx, input }) => drainNode({ ctx, input })),
  resume: procedure('admin')
    .input(nodeInput)
    .mutation(({ ctx, input }) => resumeNode({ ctx, input })),
})
