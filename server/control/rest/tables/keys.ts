import { auditPage } from '../../services/audit/answers'
import { listAudit } from '../../services/audit/list'
import { listAuditInput } from '../../services/audit/schemas'
import { createdKey, keyPage, revokedKey } from '../../services/keys/answers'
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
    answer: keyPage,
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
    answer: createdKey,
    problems: ['unknown_subcloud', 'invalid_geo_token'],
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
    answer: createdKey,
    problems: ['conflict'],
    handle: ({ ctx, params, body }) => rotateKey({ ctx, input: { ...body, id: params.id ?? '' } }),
  }),
  route({
    method: 'DELETE',
    path: '/keys/{id}',
    access: 'admin',
    tag: 'Keys',
    summary: 'Revokes a key',
    answer: revokedKey,
    handle: ({ ctx, params }) => revokeKey({ ctx, input: { id: params.id ?? '' } }),
  }),
  route({
    method: 'GET',
    path: '/audit',
    access: 'admin',
    tag: 'Keys',
    summary: 'Who changed what, newest first',
    query: listAuditInput,
    answer: auditPage,
    handle: ({ ctx, query }) => listAudit({ ctx, input: query }),
  }),
]
