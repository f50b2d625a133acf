-- What: chains the audit trail: each row gets a position, the hash of the row before it and its own, so that a row that is altered,
--   taken out or slipped in past the append-only triggers is found by looking. The database does it, so that no writer can forget it.
-- Locks: ACCESS EXCLUSIVE on audit_events while its rows are given their hashes, about 20 µs each; changes wait that long.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "audit_events" ADD COLUMN "seq" BIGINT, ADD COLUMN "prev_hash" BYTEA, ADD COLUMN "hash" BYTEA;

-- What a row says, as one text: jsonb writes equal documents equally.
CREATE FUNCTION "audit_hash"("e" "audit_events") RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(COALESCE(e."prev_hash", ''::bytea) || convert_to(jsonb_build_array(
        e."seq", e."id", (extract(epoch FROM e."at") * 1000)::bigint, e."actor_type", e."actor_id", e."action", e."entity", e."entity_id",
        e."detail", e."request_id")::text, 'UTF8'))
$$;

-- One after the other until the transaction ends: two rows must not follow the same one.
CREATE FUNCTION "chain_audit_event"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last RECORD;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('geo.audit_chain'));
    SELECT "seq", "hash" INTO last FROM "audit_events" ORDER BY "seq" DESC LIMIT 1;
    NEW."seq" := COALESCE(last."seq", 0) + 1;
    NEW."prev_hash" := last."hash";
    NEW."hash" := "audit_hash"(NEW);
    RETURN NEW;
END $$;

ALTER TABLE "audit_events" DISABLE TRIGGER "audit_events_append_only";
DO $$
DECLARE
    event "audit_events";
    previous bytea;
    position BIGINT := 0;
BEGIN
    FOR event IN SELECT * FROM "audit_events" ORDER BY "at", "id" LOOP
        position := position + 1;
        event."seq" := position;
        event."prev_hash" := previous;
        previous := "audit_hash"(event);
        UPDATE "audit_events" SET "seq" = position, "prev_hash" = event."prev_hash", "hash" = previous WHERE "id" = event."id";
    END LOOP;
END $$;
ALTER TABLE "audit_events" ENABLE TRIGGER "audit_events_append_only";

-- The defaults only let a writer leave the columns out; the trigger fills them in any case.
ALTER TABLE "audit_events"
    ALTER COLUMN "seq" SET NOT NULL, ALTER COLUMN "seq" SET DEFAULT 0,
    ALTER COLUMN "hash" SET NOT NULL, ALTER COLUMN "hash" SET DEFAULT ''::bytea;
-- The last row, to chain the next one to; and the walk that verifies.
CREATE UNIQUE INDEX "audit_events_seq_key" ON "audit_events"("seq");

CREATE TRIGGER "audit_events_chain" BEFORE INSERT ON "audit_events" FOR EACH ROW EXECUTE FUNCTION "chain_audit_event"();
