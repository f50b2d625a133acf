-- What: what a router sees of the load, panics and ejections, beside its heartbeat: the dashboard shows it. Null until its first look.
-- Locks: ACCESS EXCLUSIVE on routers, a handful of rows, for the catalogue's change alone: a nullable column without a default rewrites nothing.
-- Re-run: one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "routers" ADD COLUMN "conditions" JSONB;
