-- "Do it for me" (H-AI-8, C-22): a business lets reviewers of the platform see and decide its drafts that are in review, until it says otherwise.
set role app_owner;
-- Made by who runs the platform, never by a business.
create table app.platform_members (
  user_id text constraint platform_members_pkey primary key references app.users on delete cascade,
  since timestamptz(3) not null default now(),
  ended_at timestamptz(3)
);

alter table app.tenants
  add column review_access_since timestamptz(3),
  add column review_access_by text,
  add column review_access_scopes text[] not null default '{}',
  add constraint tenants_review_access check (review_access_scopes <@ '{AI_DRAFTS,WORK_QUEUE}' and (review_access_scopes = '{}') = (review_access_since is null)
    and (review_access_by is null) = (review_access_since is null));
create index tenants_review_access on app.tenants (id) where review_access_since is not null;

-- One for each draft that is or was in review; nothing of what it says.
create table app.reviews (
  tenant_id uuid not null,
  draft_id uuid not null,
  asked_at timestamptz(3) not null,
  taken_by text,
  taken_at timestamptz(3),
  ended_at timestamptz(3),
  ended_as text,
  ended_by text,
  constraint reviews_pkey primary key (tenant_id, draft_id),
  constraint reviews_draft_fkey foreign key (tenant_id, draft_id) references ai_drafts (tenant_id, id) on delete cascade
);
create index reviews_of_draft on app.reviews (draft_id);
create index reviews_waiting on app.reviews (tenant_id, asked_at, draft_id) where ended_at is null;
create index reviews_done on app.reviews (ended_at desc, draft_id desc) where ended_by ^@ 'ops:';

-- Whoever brings a draft into review, or out of it.
create function app.follow_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.status = 'PENDING_QC' and new.deleted_at is null then
    insert into app.reviews (tenant_id, draft_id, asked_at) values (new.tenant_id, new.id, app.now())
      on conflict on constraint reviews_pkey do update set asked_at = excluded.asked_at, taken_by = null, taken_at = null, ended_at = null, ended_as = null, ended_by = null
        where reviews.ended_at is not null;
  else
    update app.reviews r set ended_at = app.now(), ended_as = new.status, ended_by = app.actor()
      where r.tenant_id = new.tenant_id and r.draft_id = new.id and r.ended_at is null;
  end if;
  return null;
end $$;
create trigger follow_review after insert or update of status, deleted_at on ai_drafts for each row execute function app.follow_review();

-- What the functions of reviewers see, whatever they ask for (functions/reviews.sql): of a business that lets them, and while it is open, drafts that are in
-- review or that whoever asks has settled, and of contacts the names of those.
grant select on app.reviews to hub_ops;
grant select (id, name, timezone, currency, closing_id, review_access_since, review_access_scopes) on app.tenants to hub_ops;
grant select on ai_drafts to hub_ops;
grant select (tenant_id, id, display_name, deleted_at) on contacts to hub_ops;
create policy reviewers on ai_drafts for select to hub_ops using (true);
create policy reviewers_reach on ai_drafts as restrictive for select to hub_ops using (exists (
  select from app.reviews r join app.tenants t on t.id = r.tenant_id
  where r.tenant_id = ai_drafts.tenant_id and r.draft_id = ai_drafts.id and (r.ended_at is null or r.ended_by = app.actor())
    and t.review_access_since is not null and t.closing_id is null));
create policy reviewers on contacts for select to hub_ops using (true);
create policy reviewers_reach on contacts as restrictive for select to hub_ops using (exists (
  select from ai_drafts d where d.tenant_id = contacts.tenant_id and d.contact_id = contacts.id));
grant execute on function app.now(), app.tenant(), app.agent(), app.actor(), app.role() to hub_ops;
reset role;

do $$
declare expected bigint; written bigint;
begin
  select count(*) into expected from ai_drafts d where d.status = 'PENDING_QC' and d.deleted_at is null;
  insert into app.reviews (tenant_id, draft_id, asked_at) select d.tenant_id, d.id, d.updated_at from ai_drafts d where d.status = 'PENDING_QC' and d.deleted_at is null;
  get diagnostics written = row_count;
  if written <> expected then raise exception 'wrote % of % reviews', written, expected; end if;
end $$;
