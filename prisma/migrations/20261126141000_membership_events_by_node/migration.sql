-- What: an index for the history of one node across Subclouds (control/services/nodes/history.ts); the one there is serves one Subcloud's.
-- Locks: SHARE on membership_events while it is built: reading goes on, joins and leaves wait. The table has a row a join or leave.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

CREATE INDEX "membership_events_node_idx" ON "membership_events"("node_id", "id" DESC);
