import { notFound, reaches, reachOf } from '../../reach'
import { published } from '../../services/config/answers'
import { putPolicy } from '../../services/config/put-policy'
import { policyInput } from '../../services/config/schemas'
import {
  leakProof,
  memberEventPage,
  memberList,
  policyReport,
  readmittedNode,
  rejectedJoin,
  subcloudDetail,
  subcloudPage,
} from '../../services/subclouds/answers'
import { approveJoins } from '../../services/subclouds/approve-joins'
import { assignNodes } from '../../services/subclouds/assign-nodes'
import { banNode } from '../../services/subclouds/ban-node'
import { createSubcloud } from '../../services/subclouds/create'
import { deleteSubcloud } from '../../services/subclouds/delete'
import { liftBan } from '../../services/subclouds/lift-ban'
import { listSubclouds } from '../../services/subclouds/list'
import { listMemberEvents } from '../../services/subclouds/list-member-events'
import { listMembers } from '../../services/subclouds/list-members'
import { proveBoundary } from '../../services/subclouds/prove-boundary'
import { readSubcloud } from '../../services/subclouds/read'
import { readmitNode } from '../../services/subclouds/readmit-node'
import { rejectJoin } from '../../services/subclouds/reject-join'
import { removeMember } from '../../services/subclouds/remove-member'
import {
  assignNodesInput,
  createSubcloudInput,
  memberEventsInput,
  memberNodeInput,
  memberNodesInput,
  updateSubcloudInput,
  weighPolicyInput,
} from '../../services/subclouds/schemas'
import { updateSubcloud } from '../../services/subclouds/update'
import { weighPolicy } from '../../services/subclouds/weigh-policy'
import { type Route, route } from '../route'

/** What is another's is as missing as what is missing, and that is said before the body is looked at. */
const guard: Route['guard'] = ({ ctx, params }) => {
  const { config } = ctx.control.replica.snapshot()
  const slug = params.slug ?? ''
  if (!ctx.actor || !config.subclouds.has(slug) || !reaches(reachOf(ctx.actor, config), slug)) throw notFound('Subcloud')
}

const updateBody = updateSubcloudInput.omit({ slug: true })
const nodesBody = memberNodesInput.omit({ slug: true })
const nodeBody = memberNodeInput.omit({ slug: true })
const assignBody = assignNodesInput.omit({ slug: true })
const weighBody = weighPolicyInput.omit({ slug: true })
const eventsQuery = memberEventsInput.omit({ slug: true })
/** Of a change that is a revision. */
const revising = ['invalid_config', 'in_use'] as const
const slugOf = (params: Record<string, string>) => params.slug ?? ''

export const subcloudRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/subclouds',
    access: 'read',
    tag: 'Subclouds',
    summary: 'Subclouds, with what their policies mean',
    answer: subcloudPage,
    handle: ({ ctx }) => listSubclouds({ ctx }),
  }),
  route({
    method: 'POST',
    path: '/subclouds',
    access: 'admin',
    tag: 'Subclouds',
    summary: 'Makes a Subcloud with an empty policy, for its owner to go on from. A slug that was another’s is in use',
    body: createSubcloudInput,
    status: 201,
    answer: published,
    problems: ['conflict', ...revising],
    handle: ({ ctx, body }) => createSubcloud({ ctx, input: body }),
  }),
  route({
    method: 'GET',
    path: '/subclouds/{slug}',
    access: 'read',
    tag: 'Subclouds',
    summary: 'One Subcloud: policy, resolved countries, members',
    answer: subcloudDetail,
    handle: ({ ctx, params }) => readSubcloud({ ctx, input: { slug: slugOf(params) } }),
  }),
  route({
    method: 'PUT',
    path: '/subclouds/{slug}',
    access: 'admin',
    tag: 'Subclouds',
    summary: 'Name, owner and models; what is left out stays',
    body: updateBody,
    status: 201,
    answer: published,
    problems: revising,
    guard,
    handle: ({ ctx, params, body }) => updateSubcloud({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'DELETE',
    path: '/subclouds/{slug}',
    access: 'admin',
    tag: 'Subclouds',
    summary: 'Deletes a Subcloud that no key is bound to; its members go back to the global pool',
    answer: published,
    problems: revising,
    guard,
    handle: ({ ctx, params }) => deleteSubcloud({ ctx, input: { slug: slugOf(params) } }),
  }),
  route({
    method: 'PUT',
    path: '/subclouds/{slug}/policy',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Publishes one Subcloud’s policy; conflicts only with changes of that Subcloud',
    body: policyInput,
    status: 201,
    answer: published,
    problems: ['revision_conflict', ...revising],
    guard,
    handle: ({ ctx, params, body }) => putPolicy({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/policy/check',
    access: 'own',
    tag: 'Subclouds',
    summary: 'What a draft policy would mean: findings, countries, ladder, tests, eligible nodes and nearest misses',
    body: weighBody,
    answer: policyReport,
    guard,
    handle: ({ ctx, params, body }) => weighPolicy({ ctx, input: { policy: body.policy, slug: slugOf(params) } }),
  }),
  route({
    method: 'GET',
    path: '/subclouds/{slug}/proof',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Whether any path leads out of the Subcloud’s boundary: what was checked, or a counterexample',
    answer: leakProof,
    handle: ({ ctx, params }) => proveBoundary({ ctx, input: { slug: slugOf(params) } }),
  }),
  route({
    method: 'GET',
    path: '/subclouds/{slug}/members',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Who serves it and why, who asks to join, who is kept out',
    answer: memberList,
    handle: ({ ctx, params }) => listMembers({ ctx, input: { slug: slugOf(params) } }),
  }),
  route({
    method: 'GET',
    path: '/subclouds/{slug}/members/events',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Joins and leaves with their reasons, newest first',
    query: eventsQuery,
    answer: memberEventPage,
    handle: ({ ctx, params, query }) => listMemberEvents({ ctx, input: { ...query, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/approve',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Lets in nodes that asked to join a semi-open Subcloud',
    body: nodesBody,
    status: 201,
    answer: published,
    problems: ['conflict', ...revising],
    guard,
    handle: ({ ctx, params, body }) => approveJoins({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/reject',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Turns a request down; it counts again after the cooldown',
    body: nodeBody,
    answer: rejectedJoin,
    problems: ['conflict'],
    guard,
    handle: ({ ctx, params, body }) => rejectJoin({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/remove',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Takes a member out, for at least the cooldown',
    body: nodeBody,
    status: 201,
    answer: published,
    problems: ['conflict', ...revising],
    guard,
    handle: ({ ctx, params, body }) => removeMember({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/ban',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Keeps a node out until the ban is lifted',
    body: nodeBody,
    status: 201,
    answer: published,
    problems: revising,
    guard,
    handle: ({ ctx, params, body }) => banNode({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/lift-ban',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Lifts a ban',
    body: nodeBody,
    status: 201,
    answer: published,
    problems: revising,
    guard,
    handle: ({ ctx, params, body }) => liftBan({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/readmit',
    access: 'own',
    tag: 'Subclouds',
    summary: 'Ends a cooldown before its time',
    body: nodeBody,
    answer: readmittedNode,
    guard,
    handle: ({ ctx, params, body }) => readmitNode({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
  route({
    method: 'POST',
    path: '/subclouds/{slug}/members/assign',
    access: 'admin',
    tag: 'Subclouds',
    summary: 'Makes nodes members without their operator’s word, or takes that back',
    body: assignBody,
    status: 201,
    answer: published,
    problems: revising,
    guard,
    handle: ({ ctx, params, body }) => assignNodes({ ctx, input: { ...body, slug: slugOf(params) } }),
  }),
]
