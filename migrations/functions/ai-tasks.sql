-- How a model stands that is awaited: RUNNING while a consumer holds the job, else PENDING, also where one died with it.
create or replace function app.ai_asking(p_draft uuid, p_tries int) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return case when exists (select from app.jobs j where j.tenant_id = app.tenant() and j.key = app.ai_ask_key(p_draft, p_tries)
      and j.state = 'RUNNING' and j.leased_until > clock_timestamp()) then 'RUNNING' else 'PENDING' end;
end $$;

-- As the verb names the job.
create or replace function app.ai_ask_key(p_draft uuid, p_tries int) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select 'ai_draft.propose:' || p_draft || case when p_tries > 0 then ':' || p_tries else '' end
$$;

-- What the calls came to that were made for a draft since it was last asked about. A call of which nobody heard for a minute has died.
create or replace function app.ai_asked(p_draft uuid, p_since timestamptz) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('started_at', min(c.at), 'calls', count(*), 'lost', count(*) filter (where c.status = 'asked' and c.at < app.now() - interval '1 minute'),
      'latency_ms', sum(c.latency_ms), 'tokens', sum(c.tokens_in + c.tokens_out), 'cost_micros', sum(c.cost_micros))
    from (select x.* from app.ai_calls x where x.tenant_id = app.tenant() and x.ai_draft_id = p_draft and x.at >= p_since order by x.at limit 20) c);
end $$;

-- Row by row, so that a list of few never reads all that there is: a condition of the statement itself becomes a join.
create or replace function app.ai_draft_seen(p_draft uuid) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.ai_drafts d where d.tenant_id = app.tenant() and d.id = p_draft and d.deleted_at is null);
end $$;

-- What a machine applied by a rule of its owner, newest first, after a place (p_at, p_draft); it stays told though it was undone since. Whoever may not see a draft hears nothing of it; an agent hears of the last thousand that are his.
create or replace function app.ai_applied(p_from timestamptz, p_until timestamptz, p_at timestamptz, p_draft uuid, p_limit int) returns table (draft_id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 50 as $$
#variable_conflict use_column
begin
  if app.agent() is not null then
    return query select d.id, a.at from (select x.id from public.ai_drafts x where x.tenant_id = app.tenant() and x.assigned_to = app.agent() and x.deleted_at is null order by x.created_at desc, x.id desc limit 1000) d
      cross join lateral (select y.at from app.audit y where y.tenant_id = app.tenant() and y.entity_id = d.id and y.actor = 'job:AI_DRAFT_APPLY' and y.action = 'ai_draft.apply' order by y.id desc limit 10) a
      where a.at >= p_from and a.at <= p_until and a.at <= p_at and (p_draft is null or (a.at, d.id) < (p_at, p_draft))
      order by a.at desc, d.id desc limit least(p_limit, 200);
    return;
  end if;
  return query select a.entity_id, a.at from app.audit a
    where a.tenant_id = app.tenant() and a.actor = 'job:AI_DRAFT_APPLY' and a.action = 'ai_draft.apply' and a.at >= p_from and a.at <= p_until and a.at <= p_at
      and (p_draft is null or (a.at, a.entity_id) < (p_at, p_draft)) and app.ai_draft_seen(a.entity_id)
    order by a.at desc, a.entity_id desc limit least(p_limit, 200);
end $$;

-- A message that was to be drafted by itself, as far as whoever asks may see it, with the draft that was made of it since.
create or replace function app.ai_unread(p_message uuid) returns table (title text, conversation_id uuid, contact_id uuid, draft_id uuid, draft_status text, intent text)
  language plpgsql stable set search_path = pg_catalog, pg_temp rows 1 as $$
begin
  return query select left(regexp_replace(trim(coalesce(nullif(trim(m.subject), ''), m.new_text)), '\s+', ' ', 'g'), 200), c.id, c.contact_id, d.id, d.status, coalesce(d.intent, 'NONE')
    from public.messages m join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id and c.deleted_at is null
    left join lateral (select x.id, x.status, x.intent from public.ai_drafts x where x.tenant_id = m.tenant_id and x.source_id = m.id and x.deleted_at is null order by x.created_at desc, x.id desc limit 1) d on true
    where m.tenant_id = app.tenant() and m.id = p_message;
end $$;

-- What was given up for good of a kind of job, newest first, after a place (p_at, p_id): the draft that was to be made, or the message that was to be drafted. Whoever may not see that hears nothing of it.
create or replace function app.ai_given_up(p_type text, p_from timestamptz, p_until timestamptz, p_at timestamptz, p_id uuid, p_limit int) returns table (id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 50 as $$
#variable_conflict use_column
declare key_before text := case p_type when 'AI_DRAFT_APPLY' then 'ai_draft.apply:' else 'ai_draft.make:' end || p_id;
begin
  return query select coalesce(j.payload->>'ai_draft_id', j.payload->>'message_id')::uuid, j.run_at from app.jobs j
    where j.tenant_id = app.tenant() and j.type = p_type and j.state = 'FAILED' and j.run_at >= p_from and j.run_at <= p_until and j.run_at <= p_at
      and (key_before is null or (j.run_at, j.key collate "C") < (p_at, key_before))
      and case p_type when 'AI_DRAFT_APPLY' then app.ai_draft_seen((j.payload->>'ai_draft_id')::uuid) else (select true from app.ai_unread((j.payload->>'message_id')::uuid)) end
    order by j.run_at desc, j.key collate "C" desc limit least(p_limit, 200);
end $$;

grant execute on function app.ai_asking(uuid, int), app.ai_ask_key(uuid, int), app.ai_asked(uuid, timestamptz), app.ai_draft_seen(uuid), app.ai_applied(timestamptz, timestamptz, timestamptz, uuid, int), app.ai_unread(uuid),
  app.ai_given_up(text, timestamptz, timestamptz, timestamptz, uuid, int) to hub_app;
