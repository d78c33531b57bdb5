-- What a business taught by correcting drafts is looked up for each that is made.
set role app_owner;
create index ai_drafts_corrected on ai_drafts (tenant_id, created_at desc, id desc) where status = 'APPLIED' and edited <> '[]' and deleted_at is null;
reset role;
