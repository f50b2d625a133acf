-- What: since when each router has been heard of without a break. While none has listened for long enough, the silence of
--   endpoints says nothing about them (server/control/jobs/load-vantage-points.ts, server/router/agents/endpoint-heartbeat.ts).
-- Locks: ACCESS EXCLUSIVE on routers for a moment; it has a row a router.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

ALTER TABLE "routers" ADD COLUMN "listening_since" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
