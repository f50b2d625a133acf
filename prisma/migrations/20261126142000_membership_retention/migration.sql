-- What: joins and leaves older than a day may be deleted, so that they can be kept for as long as the log is and no longer
--   (server/control/jobs/retention.ts); a change of one, and the deletion of a young one, stay refused.
-- Locks: ACCESS EXCLUSIVE on membership_events for a moment: no row is looked at.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

DROP TRIGGER "membership_events_append_only" ON "membership_events";
CREATE TRIGGER "membership_events_append_only" BEFORE UPDATE ON "membership_events" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "membership_events_kept" BEFORE DELETE ON "membership_events" FOR EACH ROW
    WHEN (OLD."at" > now() - interval '1 day') EXECUTE FUNCTION "refuse_change"();
