-- What: drafts of the configuration and of single policies, one a person and scope. Saved while somebody types, so unlike revisions
--   they are updated and deleted; `version` is what two tabs of one person compare and set.
-- Locks: none that matter; the table is new.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

CREATE TABLE "config_drafts" (
    "id" UUID NOT NULL,
    "user_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "base_revision" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "document" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "config_drafts_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "config_drafts_scope_known" CHECK ("scope" = 'config' OR "scope" ~ '^subcloud:[a-z0-9-]+$'),
    CONSTRAINT "config_drafts_version_range" CHECK ("version" >= 1)
);

-- One draft a person and scope; also "my draft of this".
CREATE UNIQUE INDEX "config_drafts_user_id_scope_key" ON "config_drafts"("user_id", "scope");
-- "Who else works on this", newest first.
CREATE INDEX "config_drafts_scope_updated_at_idx" ON "config_drafts"("scope", "updated_at" DESC);

ALTER TABLE "config_drafts" ADD CONSTRAINT "config_drafts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "config_drafts" ADD CONSTRAINT "config_drafts_base_revision_fkey" FOREIGN KEY ("base_revision") REFERENCES "config_revisions"("revision") ON DELETE RESTRICT ON UPDATE CASCADE;
