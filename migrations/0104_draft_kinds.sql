-- What stood in a draft while it was of another kind: it comes back when it is of that kind again.
set role app_owner;
alter table ai_drafts add column kept jsonb not null default '{}' check (jsonb_typeof(kept) = 'object');
grant update (kept) on ai_drafts to hub_app;
reset role;
