-- Reviewers of the platform (C-22). What reads across businesses belongs to hub_ops: it sees what the policies of 0091 and 0096 show it, whatever is asked.

-- Who asks, as the audit names him; refused unless he is signed in and one of the platform.
create or replace function app.reviewer(p_user text, p_session uuid) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_session is not null and not exists (select from app.sessions s where s.id = p_session and s.user_id = p_user and s.revoked_at is null and s.expires_at > clock_timestamp()) then
    raise exception 'Signed out' using errcode = 'U0401', hint = 'session';
  end if;
  if not exists (select from app.platform_members m where m.user_id = p_user and m.ended_at is null) then
    raise exception 'This is for reviewers of the platform' using errcode = 'U0403', hint = 'platform';
  end if;
  return 'ops:' || p_user;
end $$;

-- How long whoever took a draft in hand has it for himself.
create or replace function app.review_lease() returns interval
  language sql immutable set search_path = pg_catalog, pg_temp as $$ select interval '10 minutes' $$;

-- Whether no other reviewer has a draft in hand; asked behind the lock of the draft, which app.hand_review takes as well.
create or replace function app.is_free(p_draft uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return not exists (select from app.reviews r where r.tenant_id = app.tenant() and r.draft_id = p_draft and r.ended_at is null and r.taken_by <> app.actor() and r.taken_at > app.now() - app.review_lease());
end $$;

-- Whose a draft in review is, and how it stands with its review.
create or replace function app.review_of(p_draft uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('tenant_id', t.id, 'business_name', t.name, 'timezone', t.timezone, 'currency', t.currency, 'asked_at', r.asked_at,
      -- Whoever says that a document is right sees what it comes to.
      'prices_include_tax', t.prices_include_tax, 'tax_rates', case when d.intent in ('DRAFT_INVOICE', 'DRAFT_QUOTE') then (
        select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'percent_e4', x.percent_e4::text, 'parts', x.parts, 'is_default', x.is_default, 'status', x.status)), '[]')
        from (select * from public.tax_rates x where x.tenant_id = t.id and x.deleted_at is null order by x.created_at desc, x.id desc limit 100) x) else '[]' end,
      'taken_by', h.by, 'taken_by_name', app.actor_name(h.by), 'is_mine', coalesce(h.by = app.actor(), false), 'is_held', coalesce(h.by <> app.actor(), false), 'held_until', h.until,
      -- A reviewer settled it, and nobody has written on it since.
      'is_as_reviewed', coalesce(r.ended_by ^@ 'ops:' and r.ended_as = d.status and d.updated_at <= r.ended_at, false), 'now', app.now())
    from app.reviews r join app.tenants t on t.id = r.tenant_id join public.ai_drafts d on d.tenant_id = r.tenant_id and d.id = r.draft_id
      left join lateral (select r.taken_by as by, r.taken_at + app.review_lease() as until where r.ended_at is null and r.taken_at > app.now() - app.review_lease()) h on true
    where r.tenant_id = app.tenant() and r.draft_id = p_draft);
end $$;

-- What a draft in review was read from, in full, where its owner lets reviewers see that, too: of a message what was written before it in its conversation, the
-- newest 10 first, without notes, what did not leave, and who else was written to; of a file where its bytes are. Null otherwise.
create or replace function app.review_source(p_draft uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
      'before', coalesce((select jsonb_agg(jsonb_build_object('direction', m.direction, 'text', left(m.new_text, 2001), 'received_at', m.received_at) order by m.received_at desc, m.id desc)
        from (select n.* from (select x.id, x.direction, x.new_text, x.received_at, x.kind, x.internal from public.messages x
            where d.source_type = 'MESSAGE' and x.tenant_id = d.tenant_id and x.conversation_id = d.conversation_id and (x.received_at, x.id) < (d.received_at, d.message_id)
            order by x.received_at desc, x.id desc limit 50) n
          where n.kind = 'MESSAGE' and not n.internal and not exists (select from public.outbound o where o.tenant_id = d.tenant_id and o.id = n.id and o.status in ('QUEUED', 'FAILED', 'CANCELED'))
          order by n.received_at desc, n.id desc limit 10) m), '[]'),
      'file', (select jsonb_build_object('file_name', f.file_name, 'mime_type', f.mime_type, 'size_bytes', f.size_bytes, 'object_key', f.object_key)
        from public.files f where f.tenant_id = d.tenant_id and f.id = d.file_id and f.status = 'STORED' and f.deleted_at is null))
    from app.reviews r join app.tenants t on t.id = r.tenant_id join public.ai_drafts d on d.tenant_id = r.tenant_id and d.id = r.draft_id
    where r.tenant_id = app.tenant() and r.draft_id = p_draft and r.ended_at is null and d.deleted_at is null
      and t.review_access_since is not null and t.closing_id is null and 'SOURCES' = any (t.review_access_scopes));
end $$;

-- A business is told once an hour that somebody sees its drafts in the list.
create or replace function app.note_queue_seen(p_tenants uuid[], p_actor text, p_request text, p_ip text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, request_id, ip_address)
    select t, app.now(), p_actor, 'ai_draft.list', 'ai_draft', t, p_request, p_ip from unnest(p_tenants) t
    where not exists (select from app.audit a where a.tenant_id = t and a.entity_id = t and a.actor = p_actor and a.action = 'ai_draft.list' and a.at > app.now() - interval '1 hour');
end $$;

-- How a review ended, for whoever came too late: nothing of the draft.
create or replace function app.review_ended(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', r.draft_id, 'status', r.ended_as, 'ended_at', r.ended_at, 'ended_by', app.actor_name(r.ended_by))
    from app.reviews r where r.tenant_id = app.tenant() and r.draft_id = p_id and r.ended_at is not null);
end $$;

-- Who has it in hand; null: nobody any more. From whoever has it nobody takes it but himself, until his lease passes. Behind the lock of the draft, as decisions are.
create or replace function app.hand_review(p_draft uuid, p_to text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.ai_drafts d where d.tenant_id = app.tenant() and d.id = p_draft for update;
  update app.reviews r set taken_by = p_to, taken_at = case when p_to is not null then app.now() end
    where r.tenant_id = app.tenant() and r.draft_id = p_draft and r.ended_at is null
      and (r.taken_by = app.actor() or (p_to is not null and (r.taken_by is null or r.taken_at <= app.now() - app.review_lease())));
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'ai_drafts'; end if;
end $$;

-- The owner's decision: what he had not agreed to yet as well; null scopes: none any more.
create or replace function app.set_review_access(p_scopes text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.tenants t set review_access_scopes = coalesce(p_scopes, '{}'), review_access_since = case when p_scopes is null then null else coalesce(t.review_access_since, app.now()) end,
      review_access_by = case when p_scopes is null then null else app.actor() end, settings_version = t.settings_version + 1, updated_at = app.now()
    where t.id = app.tenant() and case when p_scopes is null then t.review_access_since is not null else not p_scopes <@ t.review_access_scopes end;
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'business'; end if;
end $$;

grant execute on function app.reviewer(text, uuid), app.review_of(uuid), app.review_source(uuid), app.actor_name(text), app.review_lease(), app.note_queue_seen(uuid[], text, text, text), app.ai_draft_bars(text, jsonb, text), app.home_currency() to hub_ops;
grant execute on function app.review_of(uuid), app.review_source(uuid), app.review_ended(uuid), app.is_free(uuid), app.hand_review(uuid, text), app.set_review_access(text[]) to hub_app;

set local role hub_ops;
-- What is in review in all the businesses that let reviewers see it, the longest waiting first. p: scope; tenant_id, intent, from and below (confidence), waiting_minutes,
-- is_taken, taken_by (or '' for nobody), after [asked_at, id].
create or replace function app.reviews_waiting(p jsonb, p_limit int) returns table (tenant_id uuid, business_name text, id uuid, status text, intent text, source_type text, title text,
    contact_id uuid, confidence numeric, version int, created_at timestamptz, asked_at timestamptz, taken_by text, taken_at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare taken_since timestamptz := app.now() - app.review_lease(); asked_until timestamptz := app.now() - make_interval(mins => (p->>'waiting_minutes')::int); after_at timestamptz := (p#>>'{after,0}')::timestamptz; after_id uuid := (p#>>'{after,1}')::uuid;
begin
  return query select t.id, t.name, q.* from app.tenants t cross join lateral (
      select d.id, d.status, d.intent, d.source_type, d.title, d.contact_id, d.confidence, d.version, d.created_at, r.asked_at, h.by, h.at
        from app.reviews r join public.ai_drafts d on d.tenant_id = r.tenant_id and d.id = r.draft_id
          left join lateral (select r.taken_by as by, r.taken_at as at where r.taken_at > taken_since) h on true
        where r.tenant_id = t.id and r.ended_at is null
          and (after_at is null or (r.asked_at, r.draft_id) > (after_at, after_id))
          and (asked_until is null or r.asked_at <= asked_until)
          and (p->>'is_taken' is null or (h.by is not null) = (p->>'is_taken')::boolean)
          and (p->>'taken_by' is null or coalesce(h.by, '') = p->>'taken_by')
          and (p->>'intent' is null or d.intent = p->>'intent')
          and (p->>'from' is null or d.confidence >= (p->>'from')::numeric) and (p->>'below' is null or d.confidence < (p->>'below')::numeric)
        order by r.asked_at, r.draft_id limit p_limit) q
    where t.review_access_since is not null and t.closing_id is null and p->>'scope' = any (t.review_access_scopes) and (p->>'tenant_id' is null or t.id = (p->>'tenant_id')::uuid)
    order by q.asked_at, q.id limit p_limit;
end $$;

-- A page of it. p: as there; user, session, request_id, ip.
create or replace function app.review_queue(p jsonb, p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text := app.reviewer(p->>'user', (p->>'session')::uuid); found jsonb;
begin
  perform set_config('app.actor', who, true);
  select coalesce(jsonb_agg(to_jsonb(q) || jsonb_build_object('taken_by_name', app.actor_name(q.taken_by), 'is_mine', coalesce(q.taken_by = who, false), 'is_held', coalesce(q.taken_by <> who, false), 'held_until', q.taken_at + app.review_lease(), 'now', app.now(),
      'bars', (select app.ai_draft_bars(d.intent, d.draft_payload, t.currency) from public.ai_drafts d join app.tenants t on t.id = d.tenant_id where d.tenant_id = q.tenant_id and d.id = q.id),
      'contact_name', (select c.display_name from public.contacts c where c.tenant_id = q.tenant_id and c.id = q.contact_id and c.deleted_at is null)) order by q.asked_at, q.id), '[]') into found
    from app.reviews_waiting(p, p_limit) q;
  perform app.note_queue_seen(array(select distinct (e->>'tenant_id')::uuid from jsonb_array_elements(found) e), who, p->>'request_id', p->>'ip');
  return found;
end $$;

-- How much that is, of p_most at most, how much of it waits for longer than p_minutes, and the longest of all since when. p: as there, without a place.
create or replace function app.review_counts(p jsonb, p_minutes int, p_most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare who text := app.reviewer(p->>'user', (p->>'session')::uuid); late timestamptz := app.now() - make_interval(mins => p_minutes);
begin
  perform set_config('app.actor', who, true);
  return (select jsonb_build_object('waiting', count(*), 'late', count(*) filter (where q.asked_at < late), 'oldest_at', min(q.asked_at)) from app.reviews_waiting(p - 'after', p_most) q);
end $$;

-- What reviewers have settled, the newest first; what it was about is told to who did it. p: user, session, request_id, ip; ended_by, after [ended_at, id].
create or replace function app.review_log(p jsonb, p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text := app.reviewer(p->>'user', (p->>'session')::uuid); found jsonb;
begin
  perform set_config('app.actor', who, true);
  select coalesce(jsonb_agg(to_jsonb(x) order by x.ended_at desc, x.id desc), '[]') into found from (
    select r.draft_id as id, r.asked_at, r.taken_by, r.taken_at, r.ended_at, r.ended_as, r.ended_by, t.id as tenant_id, t.name as business_name,
        app.actor_name(r.taken_by) as taken_by_name, app.actor_name(r.ended_by) as ended_by_name, d.intent, d.title, app.now() as now
      from app.reviews r join app.tenants t on t.id = r.tenant_id left join public.ai_drafts d on d.tenant_id = r.tenant_id and d.id = r.draft_id
      where r.ended_by ^@ 'ops:' and t.review_access_since is not null and t.closing_id is null and 'WORK_QUEUE' = any (t.review_access_scopes)
        and (p->>'ended_by' is null or r.ended_by = p->>'ended_by')
        and (p->'after' is null or (r.ended_at, r.draft_id) < ((p#>>'{after,0}')::timestamptz, (p#>>'{after,1}')::uuid))
      order by r.ended_at desc, r.draft_id desc limit p_limit) x;
  perform app.note_queue_seen(array(select distinct (e->>'tenant_id')::uuid from jsonb_array_elements(found) e), who, p->>'request_id', p->>'ip');
  return found;
end $$;

-- A draft as its reviewer sees it, within the business that app.act has found; of what he did not settle himself nothing any more, and of that nothing that was written since.
create or replace function app.reviewed_draft(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found jsonb;
begin
  select to_jsonb(d) || jsonb_build_object('role', app.role(), 'agent', null, 'off', app.off(), 'bars', app.ai_draft_bars(d.intent, d.draft_payload, app.home_currency()), 'candidates', '[]'::jsonb, 'depended', null, 'review', app.review_of(d.id) || jsonb_build_object('source', app.review_source(d.id)), 'contact',
      (select jsonb_build_object('id', c.id, 'display_name', c.display_name) from public.contacts c where c.tenant_id = d.tenant_id and c.id = d.contact_id and c.deleted_at is null)) into found
    from public.ai_drafts d where d.tenant_id = app.tenant() and d.id = p_id and d.deleted_at is null;
  if found is null then raise exception 'Not found' using errcode = 'U0404', hint = 'draft'; end if;
  return found;
end $$;

grant execute on function app.review_queue(jsonb, int), app.review_counts(jsonb, int, int), app.review_log(jsonb, int), app.reviewed_draft(uuid) to hub_app;
set local role app_owner;
