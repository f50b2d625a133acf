// What stands in the document under a name of its own.

import type { z } from 'zod'
import { configSchema, policySchema } from '@/server/core/config/schema'
import { decision, refusal, trace } from '@/server/platform/data-plane/decision'
import { nodeAnswer } from '@/server/platform/data-plane/node'
import { routeRequestSchema } from '@/server/platform/data-plane/route-request'
import { problemSchema } from '@/server/platform/problem-schema'
import { activationView, conditionRow, overrideRow } from '../../services/activation/answers'
import { auditRow } from '../../services/audit/answers'
import { configDocument, diffResult, finding, published, revisionRow } from '../../services/config/answers'
import { decisionDetail, decisionRow, traceView } from '../../services/decisions/answers'
import { keyRow } from '../../services/keys/answers'
import { nodeDetail, nodeRow } from '../../services/nodes/answers'
import { memberEvent, memberNode, policyReport, subcloudDetail, subcloudRow } from '../../services/subclouds/answers'
import { coverageRow, zoneDetail, zoneRow } from '../../services/zones/answers'

type Named = Readonly<Record<string, z.ZodType>>

export const bodies = { RouteRequest: routeRequestSchema, ConfigDraft: configSchema, PolicyDraft: policySchema } satisfies Named

export const answers = {
  Problem: problemSchema,
  Decision: decision,
  Refusal: refusal,
  Trace: trace,
  NodeAnswer: nodeAnswer,
  Config: configDocument,
  Policy: policySchema,
  Published: published,
  Finding: finding,
  Revision: revisionRow,
  ConfigDiff: diffResult,
  Zone: zoneRow,
  ZoneDetail: zoneDetail,
  Coverage: coverageRow,
  Node: nodeRow,
  NodeDetail: nodeDetail,
  LoggedDecision: decisionRow,
  DecisionDetail: decisionDetail,
  LoggedTrace: traceView,
  Activation: activationView,
  Condition: conditionRow,
  Override: overrideRow,
  Subcloud: subcloudRow,
  SubcloudDetail: subcloudDetail,
  Member: memberNode,
  MemberEvent: memberEvent,
  PolicyReport: policyReport,
  ApiKey: keyRow,
  AuditEntry: auditRow,
} satisfies Named
