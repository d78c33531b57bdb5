-- Calls of models are counted before they are made: of any number at once no more than the plan has go out. p_limits: calls a month of each
-- plan, null without limit; p_draft: what it is asked about. Answers {allowed, month} or {allowed: false, limit, renewed_on}.
create or replace function app.begin_ai_call(p_actor jsonb, p_roles text[], p_id uuid, p_purpose text, p_limits jsonb, p_draft uuid default null) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record; this_month date; most int;
begin
  select * into m from app.member(p_actor, p_roles);
  perform app.must_be_open(m.tenant_id, m.role, m.actor, false, true);
  this_month := date_trunc('month', m.today)::date;
  select (p_limits->>t.plan)::int into most from app.tenants t where t.id = m.tenant_id;
  insert into app.ai_months as c (tenant_id, month, calls) values (m.tenant_id, this_month, 1)
    on conflict on constraint ai_months_pkey do update set calls = c.calls + 1 where most is null or c.calls < most;
  if not found then
    return jsonb_build_object('allowed', false, 'limit', most, 'renewed_on', (this_month + interval '1 month')::date);
  end if;
  insert into app.ai_calls (tenant_id, id, at, purpose, status, ai_draft_id) values (m.tenant_id, p_id, m.now, p_purpose, 'asked', p_draft);
  return jsonb_build_object('allowed', true, 'month', this_month);
end $$;

-- What came of a call that was begun, and of those that followed from it: model, status, error, tokens_in, tokens_out, cost_micros, latency_ms.
-- Told twice it is kept once.
create or replace function app.record_ai_calls(p_actor jsonb, p_roles text[], p_id uuid, p_month date, p_calls jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record; begun app.ai_calls;
begin
  select * into m from app.member(p_actor, p_roles);
  delete from app.ai_calls c where c.tenant_id = m.tenant_id and c.id = p_id and c.status = 'asked' returning * into begun;
  if begun.id is null then return; end if;
  insert into app.ai_calls (tenant_id, id, at, purpose, ai_draft_id, status, model, error, tokens_in, tokens_out, cost_micros, latency_ms)
    select m.tenant_id, case c.n when 1 then p_id else gen_random_uuid() end, begun.at, begun.purpose, begun.ai_draft_id, c.call->>'status', left(c.call->>'model', 200), c.call->>'error',
      (c.call->>'tokens_in')::int, (c.call->>'tokens_out')::int, (c.call->>'cost_micros')::bigint, greatest((c.call->>'latency_ms')::int, 0)
    from jsonb_array_elements(p_calls) with ordinality c (call, n);
  update app.ai_months o set calls = o.calls - 1 + n.useful + n.useless, useful = o.useful + n.useful, useless = o.useless + n.useless, silent = o.silent + n.silent,
      cost_micros = o.cost_micros + n.cost_micros, unpriced = o.unpriced + n.unpriced
    from (select count(*) filter (where c->>'status' = 'ok') as useful, count(*) filter (where c->>'status' in ('invalid', 'refused')) as useless,
        count(*) filter (where c->>'status' = 'silent') as silent, coalesce(sum((c->>'cost_micros')::bigint), 0) as cost_micros,
        count(*) filter (where c->>'status' <> 'silent' and c->>'cost_micros' is null) as unpriced
      from jsonb_array_elements(p_calls) c) n
    where o.tenant_id = m.tenant_id and o.month = p_month;
end $$;

-- What a business used of models this month, as its days are, and in the eleven months before (B-9A-2). How long an answer took: the middle one of
-- the newest p_newest of this month.
create or replace function app.ai_usage(p_newest int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; this_month date := date_trunc('month', app.today())::date;
begin
  select * into strict t from app.tenants x where x.id = app.tenant();
  return jsonb_build_object('plan', t.plan, 'today', app.today(),
    'months', (select coalesce(jsonb_agg(to_jsonb(m) - 'tenant_id'), '[]') from app.ai_months m
      where m.tenant_id = t.id and m.month between (this_month - interval '11 months')::date and this_month),
    'median_latency_ms', (select round(percentile_cont(0.5) within group (order by n.latency_ms)) from (select c.latency_ms from app.ai_calls c
      where c.tenant_id = t.id and c.at >= this_month::timestamp at time zone t.timezone and c.status in ('ok', 'invalid', 'refused')
      order by c.at desc, c.id desc limit least(p_newest, 1000)) n));
end $$;
grant execute on function app.begin_ai_call(jsonb, text[], uuid, text, jsonb, uuid), app.record_ai_calls(jsonb, text[], uuid, date, jsonb), app.ai_usage(int) to hub_app;
