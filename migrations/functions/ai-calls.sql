-- What the ledger says of this month, where the business is: what its count begins with where nobody counts it yet. asked: the newest calls of which
-- nobody has heard; each is one of calls.
create or replace function app.ai_call_month() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; this_month date := date_trunc('month', app.today())::date;
begin
  select * into strict t from app.tenants x where x.id = app.tenant();
  return jsonb_build_object('tenant_id', t.id, 'plan', t.plan, 'month', this_month,
    'calls', coalesce((select m.calls from app.ai_months m where m.tenant_id = t.id and m.month = this_month), 0),
    'asked', (select coalesce(jsonb_agg(c.id), '[]') from (select x.id from app.ai_calls x
      where x.tenant_id = t.id and x.month = this_month and x.status = 'asked' and x.at >= app.now() - interval '1 hour' order by x.at desc limit 1000) c));
end $$;

-- Writes down a call that was taken from the count of p_month, before it is made; p_draft: what it is asked about. Told twice it is one.
create or replace function app.begin_ai_call(p_actor jsonb, p_roles text[], p_id uuid, p_purpose text, p_month date, p_draft uuid default null) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record;
begin
  select * into m from app.member(p_actor, p_roles);
  perform app.must_be_open(m.tenant_id, m.role, m.actor, false, true);
  insert into app.ai_calls (tenant_id, id, at, month, purpose, status, ai_draft_id) values (m.tenant_id, p_id, m.now, p_month, p_purpose, 'asked', p_draft)
    on conflict on constraint ai_calls_pkey do nothing;
  if not found then return; end if;
  insert into app.ai_months as c (tenant_id, month, calls) values (m.tenant_id, p_month, 1)
    on conflict on constraint ai_months_pkey do update set calls = c.calls + 1;
end $$;

-- What came of a call that was begun, and of those that followed from it: model, status, error, tokens_in, tokens_out, cost_micros, latency_ms.
-- Told twice it is kept once. Answers how many count of it.
create or replace function app.record_ai_calls(p_actor jsonb, p_roles text[], p_id uuid, p_month date, p_calls jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record; begun app.ai_calls; made record;
begin
  select * into m from app.member(p_actor, p_roles);
  delete from app.ai_calls c where c.tenant_id = m.tenant_id and c.id = p_id and c.status = 'asked' returning * into begun;
  if begun.id is not null then
    select count(*) filter (where c->>'status' = 'ok') as useful, count(*) filter (where c->>'status' in ('invalid', 'refused')) as useless,
        count(*) filter (where c->>'status' = 'silent') as silent, coalesce(sum((c->>'cost_micros')::bigint), 0) as cost_micros,
        count(*) filter (where c->>'status' <> 'silent' and c->>'cost_micros' is null) as unpriced
      into made from jsonb_array_elements(p_calls) c;
    insert into app.ai_calls (tenant_id, id, at, month, counted, purpose, ai_draft_id, status, model, error, tokens_in, tokens_out, cost_micros, latency_ms)
      select m.tenant_id, case c.n when 1 then p_id else gen_random_uuid() end, begun.at, p_month, case c.n when 1 then made.useful + made.useless end, begun.purpose, begun.ai_draft_id,
        c.call->>'status', left(c.call->>'model', 200), c.call->>'error', (c.call->>'tokens_in')::int, (c.call->>'tokens_out')::int, (c.call->>'cost_micros')::bigint,
        greatest((c.call->>'latency_ms')::int, 0)
      from jsonb_array_elements(p_calls) with ordinality c (call, n);
    update app.ai_months o set calls = o.calls - 1 + made.useful + made.useless, useful = o.useful + made.useful, useless = o.useless + made.useless,
        silent = o.silent + made.silent, cost_micros = o.cost_micros + made.cost_micros, unpriced = o.unpriced + made.unpriced
      where o.tenant_id = m.tenant_id and o.month = p_month;
  end if;
  return app.heard_ai_calls(p_actor, p_roles, array[p_id]);
end $$;

-- How many count of each of these calls: one where nobody heard of it again, none where it was never begun.
create or replace function app.heard_ai_calls(p_actor jsonb, p_roles text[], p_ids uuid[]) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record;
begin
  select * into m from app.member(p_actor, p_roles);
  return (select jsonb_agg(jsonb_build_object('id', n.id, 'calls', coalesce(case when c.status = 'asked' then 1 else c.counted end, 0)))
    from (select distinct x.id from unnest(p_ids[1:1000]) x (id)) n left join app.ai_calls c on c.tenant_id = m.tenant_id and c.id = n.id);
end $$;

-- What a business used of models this month, as its days are, and in the eleven months before (B-9A-2). How long an answer took: the middle one of
-- the newest p_newest of this month.
create or replace function app.ai_usage(p_newest int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; this_month date := date_trunc('month', app.today())::date;
begin
  select * into strict t from app.tenants x where x.id = app.tenant();
  return jsonb_build_object('tenant_id', t.id, 'plan', t.plan, 'today', app.today(),
    'months', (select coalesce(jsonb_agg(to_jsonb(m) - 'tenant_id'), '[]') from app.ai_months m
      where m.tenant_id = t.id and m.month between (this_month - interval '11 months')::date and this_month),
    'median_latency_ms', (select round(percentile_cont(0.5) within group (order by n.latency_ms)) from (select c.latency_ms from app.ai_calls c
      where c.tenant_id = t.id and c.at >= this_month::timestamp at time zone t.timezone and c.status in ('ok', 'invalid', 'refused')
      order by c.at desc, c.id desc limit least(p_newest, 1000)) n));
end $$;
grant execute on function app.ai_call_month(), app.begin_ai_call(jsonb, text[], uuid, text, date, uuid), app.record_ai_calls(jsonb, text[], uuid, date, jsonb),
  app.heard_ai_calls(jsonb, text[], uuid[]), app.ai_usage(int) to hub_app;
