-- What: a node's newest GPS fix while it lies in another zone than the settled one, how many have counted there, and when the
--   last did (server/core/trust/step-fix.ts). Kept in the row, so that restarts and other routers go on from it.
-- Locks: ACCESS EXCLUSIVE on nodes for a moment; a nullable column without a default rewrites nothing.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "nodes" ADD COLUMN "moving" JSONB;
