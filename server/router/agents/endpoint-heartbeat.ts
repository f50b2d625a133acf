import { type EndpointAnswer, endpointSchema } from '@/server/platform/data-plane/endpoint'
import { ServiceError } from '@/server/platform/errors'
import { networkOf } from '@/server/platform/geoip/network'
import { ROUTER_GONE_AFTER_S } from '@/server/replica/load-pulse'
import type { RouterContext } from '../context'
import { parseBody } from '../http/parse-body'
import { jsonReply, type Reply } from '../http/reply'
import type { RouterRequest } from '../http/routes'
import { nextIntervalS } from './interval'

/**
 * A longer silence than this ends a run of health, and the next heartbeat begins another. Where no router listened for as long,
 * the silence was ours: the run goes on, without the time that nobody saw.
 */
const RUN_ENDS_AFTER_S = 90

const upsert = `
  INSERT INTO endpoints (id, role, region, lng, lat, network, simulated, last_seen_at, healthy_since)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now(), now())
  ON CONFLICT (id) DO UPDATE SET role = excluded.role, region = excluded.region, lng = excluded.lng, lat = excluded.lat,
    network = excluded.network, simulated = excluded.simulated, last_seen_at = excluded.last_seen_at,
    healthy_since = CASE
      WHEN endpoints.region <> excluded.region THEN excluded.healthy_since
      WHEN endpoints.last_seen_at >= now() - make_interval(secs => ${RUN_ENDS_AFTER_S}) THEN endpoints.healthy_since
      WHEN EXISTS (SELECT FROM routers WHERE last_seen_at > now() - make_interval(secs => ${ROUTER_GONE_AFTER_S})
        AND listening_since <= now() - make_interval(secs => ${RUN_ENDS_AFTER_S})) THEN excluded.healthy_since
      ELSE endpoints.healthy_since + (now() - endpoints.last_seen_at) END
  RETURNING healthy_since`

/** POST /endpoints/heartbeat: a vantage point lives. */
export async function endpointHeartbeat(ctx: RouterContext, { body, caller, key }: RouterRequest): Promise<Reply> {
  const { id, role, region, point, simulated } = parseBody(endpointSchema, body)
  if (simulated && !ctx.agents.allowSimulated) {
    throw new ServiceError('forbidden', 'simulated: simulated endpoints are accepted by the demonstration only (npm run demo).')
  }
  const { address } = caller()
  if (address === null) throw new ServiceError('invalid_request', 'The connection has no address.')
  const values = [id, role, region, point.lng, point.lat, networkOf(address), Boolean(simulated || key?.simulated)]
  const { rows } = await ctx.pool.query<{ healthy_since: Date }>({ name: 'endpoint-heartbeat', text: upsert, values }).catch((cause) => {
    throw new ServiceError('unavailable', 'The database is away; try again shortly.', { retryAfterS: 5 }, { cause })
  })
  return jsonReply(200, { id, intervalS: nextIntervalS(), healthySince: rows[0]!.healthy_since.toISOString() } satisfies EndpointAnswer)
}
