-- What: a key that was made by rotation remembers the first of its line, by which its caller goes on being known: to leases,
--   retries, limits, the log and the canary (server/replica/load-keys.ts).
-- Locks: ACCESS EXCLUSIVE on api_keys for a moment: a column without a default rewrites nothing.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "api_keys" ADD COLUMN "first_id" UUID;
