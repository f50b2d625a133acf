-- What: every table of the product as the schema in prisma/schema has it, and what Prisma cannot say: decisions partitioned by
--   range of id (a UUIDv7 is its time), checks, append-only triggers, the transaction stamp that replicas poll by, notifications.
-- Locks: none that matter; everything is new.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "api_keys" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "subcloud" TEXT,
    "geo" JSONB,
    "rate_limit" DOUBLE PRECISION,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit_events" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "request_id" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "gate_zones" (
    "zone" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'off',
    "canary_pct" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "memory" JSONB NOT NULL DEFAULT '{}',
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "gate_zones_pkey" PRIMARY KEY ("zone")
);

CREATE TABLE "gate_transitions" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT,
    "from_state" TEXT NOT NULL,
    "to_state" TEXT NOT NULL,
    "canary_pct" DOUBLE PRECISION NOT NULL,
    "cause" TEXT NOT NULL,
    "detail" TEXT NOT NULL,

    CONSTRAINT "gate_transitions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "gate_overrides" (
    "id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "zone" TEXT,
    "canary_pct" DOUBLE PRECISION,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "gate_overrides_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "instance_settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "instance_settings_pkey" PRIMARY KEY ("key")
);

CREATE TABLE "config_revisions" (
    "revision" INTEGER NOT NULL,
    "config" JSONB NOT NULL,
    "content_hash" TEXT NOT NULL,
    "based_on" INTEGER,
    "comment" TEXT NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_revisions_pkey" PRIMARY KEY ("revision")
);

CREATE TABLE "decisions" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "router_id" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "code" TEXT,
    "model" TEXT NOT NULL,
    "environment" TEXT NOT NULL,
    "subcloud" TEXT,
    "key_id" TEXT NOT NULL,
    "gate" TEXT NOT NULL,
    "geo_applied" BOOLEAN NOT NULL,
    "origin_country" TEXT,
    "origin_subdivision" TEXT,
    "origin_cell_x" INTEGER,
    "origin_cell_y" INTEGER,
    "origin_zone" TEXT,
    "origin_source" TEXT NOT NULL,
    "origin_confidence" TEXT NOT NULL,
    "preferred_zone" TEXT,
    "preferred_source" TEXT NOT NULL,
    "served_zone" TEXT,
    "served_country" TEXT,
    "rung" TEXT,
    "fallback" BOOLEAN NOT NULL,
    "node_id" TEXT,
    "lease_id" TEXT,
    "retry_of" UUID,
    "boundary_hash" TEXT NOT NULL,
    "distance_km" DOUBLE PRECISION,
    "shadow_zone" TEXT,
    "shadow_rung" TEXT,
    "reasons" TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "took_us" INTEGER NOT NULL,
    "trace" JSONB NOT NULL,

    CONSTRAINT "decisions_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- Takes whatever no day's partition does, so that no clock and no missed maintenance ever loses a row.
CREATE TABLE "decisions_default" PARTITION OF "decisions" DEFAULT;

CREATE TABLE "lease_outcomes" (
    "decision_id" UUID NOT NULL,
    "node_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "latency_ms" DOUBLE PRECISION,
    "tokens" INTEGER,
    "geo_changed" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_outcomes_pkey" PRIMARY KEY ("decision_id")
);

CREATE TABLE "demand_minutes" (
    "minute" TIMESTAMPTZ(0) NOT NULL,
    "zone" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "jobs" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    "slot_seconds" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "demand_minutes_pkey" PRIMARY KEY ("minute","zone","model")
);

CREATE TABLE "nodes" (
    "id" TEXT NOT NULL,
    "operator" TEXT NOT NULL,
    "environments" TEXT[],
    "models" TEXT[],
    "gpu" TEXT NOT NULL,
    "vram_gb" DOUBLE PRECISION NOT NULL,
    "slots" INTEGER NOT NULL,
    "endpoint" TEXT,
    "version" TEXT NOT NULL,
    "region_tag" TEXT,
    "gps_lng" DOUBLE PRECISION,
    "gps_lat" DOUBLE PRECISION,
    "gps_accuracy_m" DOUBLE PRECISION,
    "joins" TEXT[],
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'serving',
    "address_prefix" TEXT NOT NULL,
    "address_hash" BYTEA NOT NULL,
    "network" TEXT NOT NULL,
    "address_evidence" JSONB NOT NULL,
    "last_consistent_at" TIMESTAMPTZ(3),
    "last_verified_at" TIMESTAMPTZ(3),
    "session_id" TEXT NOT NULL,
    "registered_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "drained_at" TIMESTAMPTZ(3),
    "drained_reason" TEXT,
    "quarantined_until" TIMESTAMPTZ(3),
    "xid" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,

    CONSTRAINT "nodes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "node_live" (
    "node_id" TEXT NOT NULL,
    "in_flight" INTEGER NOT NULL DEFAULT 0,
    "leased" JSONB NOT NULL DEFAULT '{}',
    "failure_rate" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3) NOT NULL,
    "last_message_at" TIMESTAMPTZ(3) NOT NULL,
    "xid" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,

    CONSTRAINT "node_live_pkey" PRIMARY KEY ("node_id")
);

CREATE TABLE "node_nonces" (
    "node_id" TEXT NOT NULL,
    "nonce" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "node_nonces_pkey" PRIMARY KEY ("node_id","nonce")
);

CREATE TABLE "endpoints" (
    "id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "lng" DOUBLE PRECISION NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "network" TEXT NOT NULL,
    "simulated" BOOLEAN NOT NULL DEFAULT false,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "healthy_since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "endpoints_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "routers" (
    "id" TEXT NOT NULL,
    "advertise_url" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "routers_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
-- Every request of the dashboard: session by its token.
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");
-- Foreign keys to users: sign out everywhere, deletion of a user.
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");
-- Verification by what was asked to be verified.
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");
-- A presented key is looked up by the SHA-256 of its secret.
CREATE UNIQUE INDEX "api_keys_secret_hash_key" ON "api_keys"("secret_hash");
-- Audit screen: newest first, and everything about one thing.
CREATE INDEX "audit_events_at_idx" ON "audit_events"("at" DESC);
CREATE INDEX "audit_events_entity_idx" ON "audit_events"("entity", "entity_id");
-- Activation screen: history newest first; the override in force is among the newest.
CREATE INDEX "gate_transitions_at_idx" ON "gate_transitions"("at" DESC);
CREATE INDEX "gate_overrides_created_at_idx" ON "gate_overrides"("created_at" DESC);
-- Replicas poll both tables by `xid >= <xmin of their last snapshot>`.
CREATE INDEX "nodes_xid_idx" ON "nodes"("xid");
CREATE INDEX "node_live_xid_idx" ON "node_live"("xid");

ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "node_live" ADD CONSTRAINT "node_live_node_id_fkey" FOREIGN KEY ("node_id") REFERENCES "nodes"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Checks: what must not be stored, whoever writes it.
ALTER TABLE "users" ADD CONSTRAINT "users_role_known" CHECK ("role" IN ('admin', 'owner', 'viewer'));

-- A client's address is never stored: a session keeps its network at most.
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_ip_address_is_prefix" CHECK ("ip_address" IS NULL OR "ip_address" = '' OR "ip_address" ~ '/(24|48)$');

ALTER TABLE "api_keys"
    ADD CONSTRAINT "api_keys_secret_hash_is_sha256" CHECK (octet_length("secret_hash") = 32),
    ADD CONSTRAINT "api_keys_scopes_known" CHECK ("scopes" <@ ARRAY['route', 'gateway', 'endpoint', 'read', 'owner', 'admin'] AND cardinality("scopes") > 0),
    ADD CONSTRAINT "api_keys_owner_is_bound" CHECK (NOT ('owner' = ANY ("scopes")) OR "subcloud" IS NOT NULL),
    ADD CONSTRAINT "api_keys_rate_limit_positive" CHECK ("rate_limit" > 0);

ALTER TABLE "gate_zones"
    ADD CONSTRAINT "gate_zones_state_known" CHECK ("state" IN ('suspended', 'off', 'shadow', 'canary', 'on')),
    ADD CONSTRAINT "gate_zones_canary_pct_range" CHECK ("canary_pct" BETWEEN 0 AND 100);

ALTER TABLE "gate_transitions"
    ADD CONSTRAINT "gate_transitions_states_known" CHECK ("from_state" IN ('suspended', 'off', 'shadow', 'canary', 'on') AND "to_state" IN ('suspended', 'off', 'shadow', 'canary', 'on'));

-- An override needs a reason and an end within 72 h (a minute's grace for the clock that computed it).
ALTER TABLE "gate_overrides"
    ADD CONSTRAINT "gate_overrides_state_known" CHECK ("state" IN ('suspended', 'off', 'shadow', 'canary', 'on')),
    ADD CONSTRAINT "gate_overrides_canary_pct_range" CHECK ("canary_pct" BETWEEN 0 AND 100),
    ADD CONSTRAINT "gate_overrides_reason_given" CHECK (btrim("reason") <> ''),
    ADD CONSTRAINT "gate_overrides_ends" CHECK ("expires_at" <= "created_at" + interval '72 hours 1 minute');

ALTER TABLE "config_revisions"
    ADD CONSTRAINT "config_revisions_revision_positive" CHECK ("revision" > 0),
    ADD CONSTRAINT "config_revisions_based_on_earlier" CHECK ("based_on" < "revision");

-- A routed decision names its node and its rung; a refusal names its code.
ALTER TABLE "decisions"
    ADD CONSTRAINT "decisions_outcome_whole" CHECK (
        ("outcome" = 'routed' AND "code" IS NULL AND "node_id" IS NOT NULL AND "rung" IS NOT NULL)
        OR ("outcome" = 'refused' AND "code" IS NOT NULL AND "node_id" IS NULL));

ALTER TABLE "lease_outcomes"
    ADD CONSTRAINT "lease_outcomes_outcome_known" CHECK ("outcome" IN ('completed', 'failed', 'timeout', 'expired'));

ALTER TABLE "nodes"
    ADD CONSTRAINT "nodes_id_is_address" CHECK ("id" ~ '^0x[0-9a-f]{40}$'),
    ADD CONSTRAINT "nodes_status_known" CHECK ("status" IN ('serving', 'draining', 'left')),
    ADD CONSTRAINT "nodes_slots_range" CHECK ("slots" >= 0),
    ADD CONSTRAINT "nodes_gps_range" CHECK ("gps_lng" BETWEEN -180 AND 180 AND "gps_lat" BETWEEN -90 AND 90),
    ADD CONSTRAINT "nodes_address_prefix_is_prefix" CHECK ("address_prefix" ~ '/(24|48)$');

ALTER TABLE "endpoints"
    ADD CONSTRAINT "endpoints_role_known" CHECK ("role" IN ('cloud', 'network')),
    ADD CONSTRAINT "endpoints_point_range" CHECK ("lng" BETWEEN -180 AND 180 AND "lat" BETWEEN -90 AND 90);

-- Append-only tables: decisions name their revision, and history answers for what was done. Retention drops whole partitions.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER "config_revisions_append_only" BEFORE UPDATE OR DELETE ON "config_revisions" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "config_revisions_no_truncate" BEFORE TRUNCATE ON "config_revisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decisions_append_only" BEFORE UPDATE OR DELETE ON "decisions" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "decisions_no_truncate" BEFORE TRUNCATE ON "decisions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_events_append_only" BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "audit_events_no_truncate" BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "gate_transitions_append_only" BEFORE UPDATE OR DELETE ON "gate_transitions" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "gate_transitions_no_truncate" BEFORE TRUNCATE ON "gate_transitions" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- The transaction that last wrote a row, set here so that no writer can forget it.
CREATE FUNCTION "stamp_xid"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."xid" := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;

CREATE TRIGGER "nodes_stamp_xid" BEFORE INSERT OR UPDATE ON "nodes" FOR EACH ROW EXECUTE FUNCTION "stamp_xid"();
CREATE TRIGGER "node_live_stamp_xid" BEFORE INSERT OR UPDATE ON "node_live" FOR EACH ROW EXECUTE FUNCTION "stamp_xid"();

-- Notifications are hints: whoever misses one polls. One a statement; equal ones of a transaction are sent once. The channel is the
-- trigger's argument. node_live has none: routers write it in coalesced batches and notify `fleet` themselves.
CREATE FUNCTION "notify_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(TG_ARGV[0], '');
    RETURN NULL;
END $$;

CREATE TRIGGER "config_revisions_notify" AFTER INSERT ON "config_revisions" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('config');
CREATE TRIGGER "nodes_notify" AFTER INSERT OR UPDATE OR DELETE ON "nodes" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('fleet');
CREATE TRIGGER "api_keys_notify" AFTER INSERT OR UPDATE OR DELETE ON "api_keys" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('keys');
CREATE TRIGGER "gate_overrides_notify" AFTER INSERT OR UPDATE OR DELETE ON "gate_overrides" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('gate');
CREATE TRIGGER "gate_zones_notify" AFTER INSERT OR DELETE ON "gate_zones" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('gate');
-- Every tick writes the row; only a change of what routers read is worth a notification.
CREATE TRIGGER "gate_zones_notify_state" AFTER UPDATE ON "gate_zones" FOR EACH ROW
    WHEN (OLD."state" IS DISTINCT FROM NEW."state" OR OLD."canary_pct" IS DISTINCT FROM NEW."canary_pct")
    EXECUTE FUNCTION "notify_change"('gate');
CREATE TRIGGER "decisions_notify" AFTER INSERT ON "decisions" FOR EACH STATEMENT EXECUTE FUNCTION "notify_change"('decisions');
