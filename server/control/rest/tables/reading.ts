import { locateResult } from '../../services/locate/answers'
import { locateAddress } from '../../services/locate/locate'
import { locateInput } from '../../services/locate/schemas'
import { drainedNode, nodeDetail, nodeList } from '../../services/nodes/answers'
import { drainNode } from '../../services/nodes/drain'
import { listNodes } from '../../services/nodes/list'
import { readNode } from '../../services/nodes/read'
import { resumeNode } from '../../services/nodes/resume'
import { drainInput, listNodesInput } from '../../services/nodes/schemas'
import { coverageView, zoneCollection, zoneDetail, zoneList } from '../../services/zones/answers'
import { readCoverage } from '../../services/zones/coverage'
import { zonesGeojson } from '../../services/zones/geojson'
import { listZones } from '../../services/zones/list'
import { readZone } from '../../services/zones/read'
import { type Route, route } from '../route'

const drainBody = drainInput.omit({ id: true })

export const readingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/zones',
    access: 'read',
    tag: 'Reading',
    summary: 'Zones with their nodes, capacity and gate',
    answer: zoneList,
    handle: ({ ctx }) => listZones({ ctx }),
  }),
  route({
    method: 'GET',
    path: '/zones.geojson',
    access: 'read',
    tag: 'Reading',
    summary: 'Zones as GeoJSON features; countries are named in the properties',
    answer: zoneCollection,
    media: 'application/geo+json',
    handle: async ({ ctx }) => Response.json(await zonesGeojson({ ctx }), { headers: { 'content-type': 'application/geo+json' } }),
  }),
  route({
    method: 'GET',
    path: '/zones/{code}',
    access: 'read',
    tag: 'Reading',
    summary: 'One zone, its coverage and who refers to it',
    answer: zoneDetail,
    handle: ({ ctx, params }) => readZone({ ctx, input: { code: params.code ?? '' } }),
  }),
  route({
    method: 'GET',
    path: '/coverage',
    access: 'read',
    tag: 'Reading',
    summary: 'Zone × model: live nodes, slots, operators, networks, against the target',
    answer: coverageView,
    handle: ({ ctx }) => readCoverage({ ctx }),
  }),
  route({
    method: 'GET',
    path: '/nodes',
    access: 'read',
    tag: 'Nodes',
    summary: 'Registered nodes with filters and facets',
    query: listNodesInput,
    answer: nodeList,
    handle: ({ ctx, query }) => listNodes({ ctx, input: query }),
  }),
  route({
    method: 'GET',
    path: '/nodes/{id}',
    access: 'read',
    tag: 'Nodes',
    summary: 'One node: verdict, memberships and, for admins, the evidence',
    answer: nodeDetail,
    handle: ({ ctx, params }) => readNode({ ctx, input: { id: params.id ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/nodes/{id}/drain',
    access: 'admin',
    tag: 'Nodes',
    summary: 'Gives the node no new jobs until it is resumed',
    body: drainBody,
    answer: drainedNode,
    handle: ({ ctx, params, body }) => drainNode({ ctx, input: { ...body, id: params.id ?? '' } }),
  }),
  route({
    method: 'POST',
    path: '/nodes/{id}/resume',
    access: 'admin',
    tag: 'Nodes',
    summary: 'Ends a drain',
    answer: drainedNode,
    handle: ({ ctx, params }) => resumeNode({ ctx, input: { id: params.id ?? '' } }),
  }),
  route({
    method: 'GET',
    path: '/locate',
    access: 'read',
    tag: 'Reading',
    summary: 'Where an address is, by each source, and the zone that follows',
    query: locateInput,
    answer: locateResult,
    handle: ({ ctx, query }) => locateAddress({ ctx, input: query }),
  }),
]
