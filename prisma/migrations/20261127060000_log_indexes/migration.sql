-- What: two indexes of the log that cost its writing nothing that could be measured (100,000 rows into one partition, 9 rounds, 2026-11;
--   a b-tree on the Subcloud cost a third). Of a million decisions the attempts of one job took 1,080 ms to find and take 0.6, the
--   list of a Subcloud with none took 770 and takes 12, that of a node's jobs 1,300 and takes 1.3.
-- Locks: SHARE on decisions while they are built, some 2 s a million rows each: reading goes on, and routers keep their rows in the spool.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

-- For: the attempts of one job (control/services/decisions/read.ts, router/retry/find-job.ts). Few rows are retries.
CREATE INDEX "decisions_retry_of_idx" ON "decisions" ("retry_of") WHERE "retry_of" IS NOT NULL;

-- For: the log of a Subcloud or a node that has few jobs in it (control/services/decisions/where.ts). It says of each half a MiB which of them
--   are not there; one with many jobs is found from the newest on, by the key.
CREATE INDEX "decisions_whose_idx" ON "decisions" USING brin ("subcloud" text_bloom_ops (n_distinct_per_range = 128), "node_id" text_bloom_ops)
    WITH (pages_per_range = 64, autosummarize);
