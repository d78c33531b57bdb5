-- Whoever settled a draft sees it as he left it; what its business writes on it later, such as after it was reopened, is not his (C-22).
set role app_owner;
drop policy reviewers_reach on ai_drafts;
create policy reviewers_reach on ai_drafts as restrictive for select to hub_ops using (exists (
  select from app.reviews r join app.tenants t on t.id = r.tenant_id
  where r.tenant_id = ai_drafts.tenant_id and r.draft_id = ai_drafts.id and t.review_access_since is not null and t.closing_id is null
    and (r.ended_at is null or (r.ended_by = app.actor() and r.ended_as = ai_drafts.status and ai_drafts.updated_at <= r.ended_at))));
reset role;
