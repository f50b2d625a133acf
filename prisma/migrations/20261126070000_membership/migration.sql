-- What: who joined and left which Subcloud and why (append-only), who is a member as last recorded, and cooldowns: how long a
--   node that withdrew or was removed may not come back. Which ones a node is under is a column of its own row, so that it
--   reaches every router on the way that the row takes.
-- Locks: ACCESS EXCLUSIVE on nodes for a moment: a column with a constant default rewrites nothing. The rest is new.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "nodes" ADD COLUMN "cooling" TEXT[] NOT NULL DEFAULT '{}';
-- For: whose cooldowns are over (server/control/jobs/record-membership.ts), every second.
CREATE INDEX "nodes_cooling_idx" ON "nodes" ("id") WHERE "cooling" <> '{}';

CREATE TABLE "memberships" (
    "subcloud" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "memberships_pkey" PRIMARY KEY ("subcloud", "node_id")
);

CREATE TABLE "membership_events" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "subcloud" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "actor_type" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,

    CONSTRAINT "membership_events_pkey" PRIMARY KEY ("id")
);
-- For: a Subcloud's joins and leaves, newest first.
CREATE INDEX "membership_events_subcloud_idx" ON "membership_events" ("subcloud", "id" DESC);
ALTER TABLE "membership_events"
    ADD CONSTRAINT "membership_events_kind_known" CHECK ("kind" IN ('joined', 'left', 'rejected', 'readmitted'));
CREATE TRIGGER "membership_events_append_only" BEFORE UPDATE OR DELETE ON "membership_events" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "membership_events_no_truncate" BEFORE TRUNCATE ON "membership_events" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

CREATE TABLE "membership_cooldowns" (
    "subcloud" TEXT NOT NULL,
    "node_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_cooldowns_pkey" PRIMARY KEY ("subcloud", "node_id")
);
-- For: the Subclouds that a node may not join yet.
CREATE INDEX "membership_cooldowns_node_id_idx" ON "membership_cooldowns" ("node_id");
