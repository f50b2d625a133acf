import { activationView, endedOverride, overrideRow } from '../../services/activation/answers'
import { endOverride } from '../../services/activation/end-override'
import { createOverride } from '../../services/activation/override'
import { readActivation } from '../../services/activation/read'
import { overrideInput } from '../../services/activation/schemas'
import { type Route, route } from '../route'

export const activationRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/activation',
    access: 'read',
    tag: 'Activation',
    summary: 'The gate: state by zone, conditions, override and history',
    answer: activationView,
    handle: ({ ctx }) => readActivation({ ctx }),
  }),
  route({
    method: 'POST',
    path: '/activation/override',
    access: 'admin',
    tag: 'Activation',
    summary: 'Sets the state for a time (at most 72 h), network-wide or in one zone; a later one replaces it',
    body: overrideInput,
    status: 201,
    answer: overrideRow,
    handle: ({ ctx, body }) => createOverride({ ctx, input: body }),
  }),
  route({
    method: 'DELETE',
    path: '/activation/override',
    access: 'admin',
    tag: 'Activation',
    summary: 'Ends the override in force',
    answer: endedOverride,
    problems: ['not_found'],
    handle: ({ ctx }) => endOverride({ ctx }),
  }),
]
