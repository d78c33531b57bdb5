-- Stores an event once and makes its job. A repeat of one that is not processed yet makes the job again, so that a lost
-- queue message cannot lose money. Unknown accounts and the wrong mode are rejected, with an alert; what was said of an account of nobody,
-- for instance of a business that was removed, is not kept.
create or replace function app.receive_webhook(p_provider text, p_account text, p_event text, p_type text, p_payload jsonb, p_reject text)
  returns table (tenant_id uuid, job text, status text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid; stored app.webhook_events; refusal text := p_reject; is_new boolean;
begin
  select a.tenant_id into owner from app.stripe_accounts a where a.account = p_account;
  if owner is null and refusal is null then refusal := 'UNKNOWN_ACCOUNT'; end if;
  insert into app.webhook_events (provider, account, event_id, tenant_id, type, payload, status, reason, received_at)
    values (p_provider, p_account, p_event, owner, p_type, case when owner is null then '{}' else p_payload end, case when refusal is null then 'RECEIVED' else 'REJECTED' end, refusal, app.now())
    on conflict on constraint webhook_events_pkey do nothing;
  is_new := found;
  select * into stored from app.webhook_events e where e.provider = p_provider and e.account = p_account and e.event_id = p_event;
  if stored.status = 'REJECTED' then
    if is_new then
      insert into app.alerts (tenant_id, kind, detail, at)
        values (null, 'security.webhook_rejected', jsonb_build_object('account', p_account, 'event', p_event, 'reason', stored.reason), app.now());
    end if;
    return query select null::uuid, null::text, stored.status; return;
  end if;
  if stored.status in ('RECEIVED', 'FAILED') then
    insert into app.jobs (tenant_id, type, key, payload, run_at)
      values (owner, 'WEBHOOK_PROCESS', 'webhook:' || p_provider || ':' || p_account || ':' || p_event,
        jsonb_build_object('provider', p_provider, 'account', p_account, 'event', p_event), app.now())
      on conflict on constraint jobs_pkey do update set run_at = app.now(), done_at = null, state = 'QUEUED', attempts = 0
        where jobs.state in ('FAILED', 'CANCELED');
  end if;
  return query select owner, 'webhook:' || p_provider || ':' || p_account || ':' || p_event, stored.status;
end $$;

-- What is known here about an event: the session and the invoice it was made for, by account, session or intent; never by metadata.
create or replace function app.webhook_facts(p_tenant uuid, p_payload jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e app.webhook_events; s public.checkout_sessions; intent text;
begin
  select * into e from app.webhook_events w where w.provider = p_payload->>'provider' and w.account = p_payload->>'account'
    and w.event_id = p_payload->>'event' and w.tenant_id = p_tenant;
  if not found then return null; end if;
  if e.provider = 'resend' then return app.mail_event_facts(p_tenant, e); end if;
  perform set_config('app.tenant', p_tenant::text, true);
  intent := case when e.payload->'object'->>'object' = 'payment_intent' then e.payload->'object'->>'id' else e.payload->'object'->>'payment_intent' end;
  select * into s from public.checkout_sessions c where c.tenant_id = p_tenant and c.account = e.account
    and (c.id = e.payload->'object'->>'id' or c.payment_intent = intent) limit 1;
  return jsonb_build_object('asked_at', clock_timestamp(), 'status', e.status, 'account', e.account, 'type', e.type, 'created', e.payload->'created', 'object', e.payload->'object',
    'session', case when s.id is not null then to_jsonb(s) - 'tenant_id' - 'url' end,
    'intent_known', exists (select from public.payments p where p.tenant_id = p_tenant and p.provider_account = e.account and p.provider_payment_id = intent)
      or exists (select from public.unapplied_money u where u.tenant_id = p_tenant and u.provider_account = e.account and u.provider_payment_id = intent));
end $$;

-- How far the events of an account were read; Stripe keeps them for thirty days.
create or replace function app.events_position(p_tenant uuid, p_account text) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account', a.account, 'after', a.events_after,
    'since', greatest(a.events_until - interval '1 hour', app.now() - interval '30 days'))
  from app.stripe_accounts a where a.tenant_id = p_tenant and a.account = p_account
$$;

-- A page of events that were read at Stripe, newest first: those that no webhook brought come in as if one had. p_after: where the look goes
-- on; null when it is through. Answers the jobs of what was new.
create or replace function app.read_events(p_account text, p_events jsonb, p_after text) returns table (tenant_id uuid, job text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a app.stripe_accounts; newest timestamptz;
begin
  select * into a from app.stripe_accounts s where s.account = p_account for update;
  return query
    with fresh as materialized (select e.* from jsonb_to_recordset(p_events) e (id text, type text, payload jsonb, reject text)
      where not exists (select from app.webhook_events w where w.provider = 'stripe' and w.account = p_account and w.event_id = e.id))
    select r.tenant_id, r.job from fresh e cross join lateral app.receive_webhook('stripe', p_account, e.id, e.type, e.payload, e.reject) r
    where r.job is not null;
  newest := coalesce(a.events_newest, (select to_timestamp(max((e->'payload'->>'created')::bigint)) from jsonb_array_elements(p_events) e));
  -- Longer without a look than Stripe keeps events: what was lost in between is known to nobody.
  if p_after is null and a.events_read_at < app.now() - interval '30 days' then
    insert into app.alerts (tenant_id, kind, detail, at)
      values (a.tenant_id, 'stripe.events_missed', jsonb_build_object('account', p_account, 'since', a.events_read_at), app.now());
  end if;
  update app.stripe_accounts s set events_after = p_after, events_newest = case when p_after is not null then newest end,
      events_until = case when p_after is null then greatest(s.events_until, newest) else s.events_until end,
      events_read_at = case when p_after is null then app.now() else s.events_read_at end
    where s.account = p_account;
end $$;

-- The event after which a look would go on is gone.
create or replace function app.begin_events_again(p_account text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.stripe_accounts set events_after = null, events_newest = null where account = p_account $$;

-- Inside a batch of the job: the event's outcome.
create or replace function app.webhook_done(p_job text, p_status text, p_reason text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.webhook_events e set status = p_status, reason = p_reason, processed_at = app.now()
  from app.jobs j where j.tenant_id = app.tenant() and j.key = p_job and e.provider = j.payload->>'provider'
    and e.account = j.payload->>'account' and e.event_id = j.payload->>'event' and e.tenant_id = j.tenant_id
$$;

grant execute on function app.receive_webhook(text, text, text, text, jsonb, text), app.read_events(text, jsonb, text), app.begin_events_again(text), app.webhook_done(text, text, text) to hub_app;
