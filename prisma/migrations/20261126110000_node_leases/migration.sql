-- What: open leases in rows of their own, one a router and node, so that each row has one writer; and in node_live who wrote a row, so
--   that a router need not read back what it wrote itself (server/replica/README.md).
-- Locks: ACCESS EXCLUSIVE on node_live for a moment (no row is rewritten); SHARE ROW EXCLUSIVE on routers for a moment.
-- Roll-out: a router of before keeps deciding from memory, but cannot write what it hears until it is replaced. What it had leased goes
--   with node_live.leased; it would have counted for no longer than that router.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

CREATE TABLE "node_leases" (
    "router_id" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "leased" INTEGER NOT NULL,
    "xid" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,

    CONSTRAINT "node_leases_pkey" PRIMARY KEY ("router_id","node_id")
);

-- Replicas poll it as they poll nodes and node_live.
CREATE INDEX "node_leases_xid_idx" ON "node_leases"("xid");

-- A router's leases are nobody's once it is forgotten.
ALTER TABLE "node_leases" ADD CONSTRAINT "node_leases_router_id_fkey" FOREIGN KEY ("router_id") REFERENCES "routers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "node_leases" ADD CONSTRAINT "node_leases_leased_not_negative" CHECK ("leased" >= 0);

CREATE TRIGGER "node_leases_stamp_xid" BEFORE INSERT OR UPDATE ON "node_leases" FOR EACH ROW EXECUTE FUNCTION "stamp_xid"();

ALTER TABLE "node_live" DROP COLUMN "leased", ADD COLUMN "writer" TEXT;
