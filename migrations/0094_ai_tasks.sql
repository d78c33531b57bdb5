-- What a machine did, as a feed of it tells (B-9G-1): when a model was asked about a draft, what came of that, and which calls it took.
set role app_owner;
alter table ai_drafts
  add column model_outcome text check (model_outcome in ('proposed', 'none', 'limited', 'refused', 'failed', 'given_up')),
  -- How often it was asked again.
  add column model_tries int not null default 0 check (model_tries between 0 and 1000),
  -- Null where none was, or a person was faster.
  add column asked_at timestamptz(3),
  add column answered_at timestamptz(3);
create index ai_drafts_asked on ai_drafts (tenant_id, asked_at desc, id desc) where asked_at is not null and deleted_at is null;
create index ai_drafts_asking on ai_drafts (tenant_id, model_state, asked_at desc, id desc) where asked_at is not null and deleted_at is null;
create index ai_drafts_unread on ai_drafts (tenant_id, created_at desc, id desc) where failed_reason is not null and deleted_at is null;
grant update (model_outcome, model_tries, asked_at, answered_at) on ai_drafts to hub_app;
alter table app.ai_calls add column ai_draft_id uuid;
create index ai_calls_draft on app.ai_calls (tenant_id, ai_draft_id, at) where ai_draft_id is not null;
reset role;
update public.ai_drafts d set asked_at = d.created_at, answered_at = case when d.model_state <> 'WAITING' then d.updated_at end,
    model_outcome = case d.model_state when 'DONE' then 'proposed' when 'FAILED' then 'failed' end
  where d.model_state <> 'NONE';
update public.ai_drafts d set model_state = 'FAILED', model_outcome = 'given_up', answered_at = app.now(), model_reason = 'It was tried for hours and never came to an end'
  where d.model_state = 'WAITING' and not exists (select from app.jobs j where j.tenant_id = d.tenant_id and j.key = 'ai_draft.propose:' || d.id and j.done_at is null);
