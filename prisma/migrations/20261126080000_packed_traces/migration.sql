-- What: traces as bytes (server/core/routing/stored), a seventh of their JSON, so that the log takes a hundred thousand rows a second.
--   Rows written before keep their JSON; a row has the one or the other.
-- Locks: ACCESS EXCLUSIVE on decisions for a moment; no row is read or rewritten (NOT VALID: what is there has its JSON by the old NOT NULL).
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "decisions" ADD COLUMN "trace_packed" BYTEA, ALTER COLUMN "trace" DROP NOT NULL;

ALTER TABLE "decisions" ADD CONSTRAINT "decisions_trace_kept" CHECK ("trace" IS NOT NULL OR "trace_packed" IS NOT NULL) NOT VALID;
