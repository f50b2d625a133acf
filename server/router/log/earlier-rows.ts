// Rows as earlier versions spooled them: what such a version left must still arrive after an upgrade.

/** Of rows as COPY takes them, in their order then. */
export const earlierDecisionColumns = {
  D:
    'id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied, origin_country, ' +
    'origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence, preferred_zone, preferred_source, ' +
    'served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash, distance_km, shadow_zone, shadow_rung, ' +
    'reasons, simulated, took_us, trace_packed',
  E:
    'id, at, simulated, took_us, lease_id, retry_of, router_id, environment, model, key_id, origin_cell_x, origin_cell_y, ' +
    'origin_country, origin_subdivision, origin_zone, origin_source, origin_confidence, ' +
    'revision, subcloud, boundary_hash, preferred_zone, preferred_source, ' +
    'gate, geo_applied, outcome, code, rung, fallback, reasons, ' +
    'served_zone, served_country, node_id, distance_km, shadow_zone, shadow_rung, trace_packed',
} as const

// Still earlier they were JSON with the columns' names, which PostgreSQL takes apart.

export const insertDecisionsSql = `
  INSERT INTO decisions (id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied,
    origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence,
    preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash,
    distance_km, shadow_zone, shadow_rung, reasons, simulated, took_us, trace)
  SELECT id, at, router_id, revision, outcome, code, model, environment, subcloud, key_id, gate, geo_applied,
    origin_country, origin_subdivision, origin_cell_x, origin_cell_y, origin_zone, origin_source, origin_confidence,
    preferred_zone, preferred_source, served_zone, served_country, rung, fallback, node_id, lease_id, retry_of, boundary_hash,
    distance_km, shadow_zone, shadow_rung, reasons, simulated, took_us, trace
  FROM json_to_recordset($1::json) AS row (id uuid, at timestamptz, router_id text, revision int, outcome text, code text, model text,
    environment text, subcloud text, key_id text, gate text, geo_applied boolean, origin_country text, origin_subdivision text,
    origin_cell_x int, origin_cell_y int, origin_zone text, origin_source text, origin_confidence text, preferred_zone text,
    preferred_source text, served_zone text, served_country text, rung text, fallback boolean, node_id text, lease_id text,
    retry_of uuid, boundary_hash text, distance_km float8, shadow_zone text, shadow_rung text, reasons text[], simulated boolean,
    took_us int, trace jsonb)
  ON CONFLICT DO NOTHING`

export const insertOutcomesSql = `
  INSERT INTO lease_outcomes (decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at)
  SELECT decision_id, node_id, outcome, latency_ms, tokens, geo_changed, at
  FROM json_to_recordset($1::json) AS row (decision_id uuid, node_id text, outcome text, latency_ms float8, tokens int,
    geo_changed boolean, at timestamptz)
  ON CONFLICT DO NOTHING`
