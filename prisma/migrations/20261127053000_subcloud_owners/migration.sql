-- What: who had each Subcloud's slug last, also once the Subcloud is gone: its log, its joins and its nodes' opt-ins stand under the
--   slug alone, so that nobody else may be given it anew (server/core/config/check.ts). A trigger keeps it, whichever way a
--   revision comes about.
-- Locks: SHARE ROW EXCLUSIVE on config_revisions while all revisions are read once: publishing waits, reading goes on.
-- Re-run: the whole file is one transaction, recorded in it: it is applied whole or not at all.

CREATE TABLE "subcloud_owners" (
    "slug" TEXT NOT NULL,
    "owner" TEXT NOT NULL,

    CONSTRAINT "subcloud_owners_pkey" PRIMARY KEY ("slug")
);

CREATE FUNCTION "note_subcloud_owners"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "subcloud_owners" AS "known" ("slug", "owner")
    SELECT one->>'slug', one->>'owner' FROM jsonb_array_elements(NEW."config"->'subclouds') AS one
    ON CONFLICT ("slug") DO UPDATE SET "owner" = excluded."owner" WHERE "known"."owner" <> excluded."owner";
    RETURN NULL;
END $$;

CREATE TRIGGER "config_revisions_note_owners" AFTER INSERT ON "config_revisions" FOR EACH ROW EXECUTE FUNCTION "note_subcloud_owners"();

INSERT INTO "subcloud_owners" ("slug", "owner")
SELECT DISTINCT ON (one->>'slug') one->>'slug', one->>'owner'
FROM "config_revisions", jsonb_array_elements("config"->'subclouds') AS one
ORDER BY one->>'slug', "revision" DESC;
