import { listAudit } from '../../services/audit/list'
import { listAuditInput } from '../../services/audit/schemas'
import { createKey } from '../../services/keys/create'
import { listKeys } from '../../services/keys/list'
import { revokeKey } from '../../services/keys/revoke'
import { rotateKey } from '../../services/keys/rotate'
import { createKeyInput, rotateKeyInput } from '../../services/keys/schemas'
import { type Route, route } from '../route'

export const keyRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/keys',
    access: 'admin',
    tag: 'Keys',
    summary: 'API keys, without their secrets',
    handle: ({ ctx }) => listKeys({ ctx }),
  }),
  route({
    method: 'POST',
    path: '/keys',
    access: 'admin',
    tag: 'Keys',
    summary: 'Makes a key; its secret is in this answer only',
    body: createKeyInput,
    status: 201,
    handle: ({ ctx, body }) => createKey({ ctx, input: body }),
  }),
  route({
    method: 'POST',
    path: '/keys/{id}/rotate',
    access: 'admin',
    tag: 'Keys',
    summary: 'Makes a key that does what this one does; this one opens for the overlap yet',
    body: rotateKeyInput.omit({ id: true }),
    status: 201,
    handle: ({ ctx, params, body }) => rotateKey({ ctx, input: { ...body, id: params.id ?? '' } }),
  }),
  route({
    method: 'DELETE',
    path: '/keys/{id}',
    access: 'admin',
    tag: 'Keys',
    summary: 'Revokes a key',
    handle: ({ ctx, params }) => revokeKey({ ctx, input: { id: params.id ?? '' } }),
  }),
  route({
    method: 'GET',
    path: '/audit',
    access: 'admin',
    tag: 'Keys',
    summary: 'Who changed what, newest first',
    query: listAuditInput,
    handle: ({ ctx, query }) => listAudit({ ctx, input: query }),
  }),
]
