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

-- What a machine applied by a rule of its owner, newest first, after a place (p_at, p_draft); it stays told though it was undone since. Whoever may not see a draft hears nothing of it.
create or replace function app.ai_applied(p_from timestamptz, p_until timestamptz, p_at timestamptz, p_draft uuid, p_limit int) returns table (draft_id uuid, at timestamptz)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select a.entity_id, a.at from app.audit a
    where a.tenant_id = app.tenant() and a.actor = 'job:AI_DRAFT_APPLY' and a.action = 'ai_draft.apply' and a.at >= p_from and a.at <= p_until and a.at <= p_at
      and (p_draft is null or (a.at, a.entity_id) < (p_at, p_draft))
      and exists (select from public.ai_drafts d where d.tenant_id = a.tenant_id and d.id = a.entity_id and d.deleted_at is null)
    order by a.at desc, a.entity_id desc limit least(p_limit, 200);
end $$;

grant execute on function app.ai_asking(uuid, int), app.ai_ask_key(uuid, int), app.ai_asked(uuid, timestamptz), app.ai_applied(timestamptz, timestamptz, timestamptz, uuid, int) to hub_app;
