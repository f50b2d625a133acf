import { limits } from '@/server/core/config/schema'
import { checkResult, configDocument, diffResult, history, published } from '../../services/config/answers'
import { checkDraft } from '../../services/config/check'
import { diffDraft } from '../../services/config/diff'
import { listHistory } from '../../services/config/history'
import { publishConfig } from '../../services/config/publish'
import { readConfig } from '../../services/config/read'
import { revertConfig } from '../../services/config/revert'
import { configInput, getConfigInput, historyInput, publishInput, revertInput } from '../../services/config/schemas'
import { simulationResult } from '../../services/simulate/answers'
import { simulateInput } from '../../services/simulate/schemas'
import { simulateDraft } from '../../services/simulate/simulate'
import { type Route, route } from '../route'

const maxBytes = limits.configBytes

export const configRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/config',
    access: 'own',
    tag: 'Configuration',
    summary: 'The configuration, or an earlier revision of it; owners get their own Subclouds only',
    query: getConfigInput,
    answer: configDocument,
    problems: ['not_found'],
    handle: ({ ctx, query }) => readConfig({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/config/history',
    access: 'admin',
    tag: 'Configuration',
    summary: 'Revisions with their comments, newest first',
    query: historyInput,
    answer: history,
    handle: ({ ctx, query }) => listHistory({ ctx, input: query }),
  }),
  route({
    method: 'POST',
    path: '/config/check',
    access: 'admin',
    tag: 'Configuration',
    summary: 'Errors and warnings of a draft, with paths',
    body: configInput,
    maxBytes,
    answer: checkResult,
    handle: ({ ctx, body }) => checkDraft({ ctx, input: body }),
  }),
  route({
    method: 'POST',
    path: '/config/diff',
    access: 'admin',
    tag: 'Configuration',
    summary: 'What a draft would change, in domain words',
    body: configInput,
    maxBytes,
    answer: diffResult,
    problems: ['invalid_config', 'in_use'],
    handle: ({ ctx, body }) => diffDraft({ ctx, input: body }),
  }),
  route({
    method: 'POST',
    path: '/config/simulate',
    access: 'admin',
    tag: 'Configuration',
    summary: 'The last logged jobs decided again under a draft and under what is in force: moved, failed, leaving their zone',
    body: simulateInput,
    maxBytes,
    answer: simulationResult,
    problems: ['invalid_config', 'in_use'],
    handle: ({ ctx, body, request }) => simulateDraft({ ctx, input: body, signal: request.signal }),
  }),
  route({
    method: 'POST',
    path: '/config/publish',
    access: 'admin',
    tag: 'Configuration',
    summary: 'Makes a draft the next revision, if nobody published since its base',
    body: publishInput,
    maxBytes,
    status: 201,
    answer: published,
    problems: ['revision_conflict', 'invalid_config', 'in_use'],
    handle: ({ ctx, body }) => publishConfig({ ctx, input: body }),
  }),
  route({
    method: 'POST',
    path: '/config/revert',
    access: 'admin',
    tag: 'Configuration',
    summary: 'Makes an old revision the next one',
    body: revertInput,
    status: 201,
    answer: published,
    problems: ['not_found'],
    handle: ({ ctx, body }) => revertConfig({ ctx, input: body }),
  }),
]
