-- What leaves the house (public.outbound). Written in the beats of the verbs that send, and by what providers tell; its states are ranked
-- in core/domain/outbound/delivery.ts, and what may follow on what comes with each call.

-- It is about to leave, or waits; JSON's null is nothing that leaves. Known by its key: the same again is the same record, as long as nothing has left. p: id, kind, object_id,
-- channel, key, to_address, copies, send_at (null: now), lease (seconds).
create or replace function app.queue_outbound(p jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare claimed timestamptz := case when p->>'send_at' is null then clock_timestamp() + make_interval(secs => (p->>'lease')::int) end;
begin
  if jsonb_typeof(p) <> 'object' then return; end if;
  insert into public.outbound as o (tenant_id, id, kind, object_id, channel, key, to_address, copies, send_at, claimed_until, asked, asked_at)
    values (app.tenant(), (p->>'id')::uuid, p->>'kind', (p->>'object_id')::uuid, coalesce(p->>'channel', 'EMAIL'), p->>'key', p->>'to_address', coalesce((p->>'copies')::int, 0),
      (p->>'send_at')::timestamptz, claimed, (claimed is not null)::int, case when claimed is not null then app.now() end)
    on conflict on constraint outbound_key do update set status = 'QUEUED', reason = null, failed_at = null, to_address = excluded.to_address,
      claimed_until = excluded.claimed_until, asked = o.asked + excluded.asked, asked_at = coalesce(o.asked_at, excluded.asked_at), version = o.version + 1, updated_at = app.now()
      where o.status in ('QUEUED', 'FAILED');
end $$;

-- Its provider took it. What was told of it before its number was known here is told again.
create or replace function app.outbound_sent(p_key text, p_provider_id text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare sent public.outbound;
begin
  update public.outbound set status = 'SENT', sent_at = app.now(), provider_id = p_provider_id, reason = null, tried = false, send_at = null,
      claimed_until = null, version = version + 1, updated_at = app.now()
    where tenant_id = app.tenant() and key = p_key and status = 'QUEUED' returning * into sent;
  if not found or p_provider_id is null then return; end if;
  perform pg_advisory_xact_lock(hashtextextended('sent:' || p_provider_id, 0));
  insert into app.sent_mails (provider_id, tenant_id, outbound_id) values (p_provider_id, sent.tenant_id, sent.id)
    on conflict on constraint sent_mails_pkey do nothing;
  with told as (update app.webhook_events e set tenant_id = sent.tenant_id
      where e.provider = 'resend' and e.account = p_provider_id and e.tenant_id is null and e.status = 'RECEIVED' returning e.*)
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select sent.tenant_id, 'WEBHOOK_PROCESS', 'webhook:resend:' || t.account || ':' || t.event_id,
      jsonb_build_object('provider', t.provider, 'account', t.account, 'event', t.event_id), app.now() from told t
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- Nobody knows whether its provider took it: it is tried again under the same key.
create or replace function app.outbound_delayed(p_key text, p_reason text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbound set tried = true, reason = left(p_reason, 500), claimed_until = null, version = version + 1, updated_at = app.now()
    where tenant_id = app.tenant() and key = p_key and status = 'QUEUED'
$$;

create or replace function app.outbound_failed(p_key text, p_reason text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbound set status = 'FAILED', failed_at = app.now(), tried = false, reason = left(p_reason, 500), send_at = null, claimed_until = null,
      version = version + 1, updated_at = app.now()
    where tenant_id = app.tenant() and key = p_key and status = 'QUEUED'
$$;

-- What a provider tells of a mail, once. Of one that is not known here yet it waits until it is: both sides hold the same lock.
create or replace function app.receive_mail_event(p_mail text, p_event text, p_type text, p_payload jsonb) returns table (tenant_id uuid, job text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('sent:' || p_mail, 0));
  select m.tenant_id into owner from app.sent_mails m where m.provider_id = p_mail;
  insert into app.webhook_events as e (provider, account, event_id, tenant_id, type, payload, status, received_at)
    values ('resend', p_mail, p_event, owner, p_type, p_payload, 'RECEIVED', app.now())
    on conflict on constraint webhook_events_pkey do nothing;
  if owner is null or not exists (select from app.webhook_events e
      where e.provider = 'resend' and e.account = p_mail and e.event_id = p_event and e.status = 'RECEIVED') then return; end if;
  insert into app.jobs as j (tenant_id, type, key, payload, run_at)
    values (owner, 'WEBHOOK_PROCESS', 'webhook:resend:' || p_mail || ':' || p_event,
      jsonb_build_object('provider', 'resend', 'account', p_mail, 'event', p_event), app.now())
    on conflict on constraint jobs_pkey do update set run_at = app.now(), done_at = null, state = 'QUEUED', attempts = 0
      where j.state in ('FAILED', 'CANCELED');
  return query select owner, 'webhook:resend:' || p_mail || ':' || p_event;
end $$;

-- What its job must know: the event, and the record as it is.
create or replace function app.mail_event_facts(p_tenant uuid, p_event app.webhook_events) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  return p_event.payload || jsonb_build_object('outbound', (select to_jsonb(o) from app.sent_mails s
    join public.outbound o on o.tenant_id = s.tenant_id and o.id = s.outbound_id where s.provider_id = p_event.account and s.tenant_id = p_tenant));
end $$;

-- What was told of it. p: id, told, at, reason, flags (nothing more should go to its address); p_before: the states that it moves on from.
create or replace function app.follow_outbound(p jsonb, p_before text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o public.outbound; told text := p->>'told'; at timestamptz := (p->>'at')::timestamptz; why text := left(p->>'reason', 500);
begin
  update public.outbound b set
      delivered_at = case when told = 'DELIVERED' then least(coalesce(b.delivered_at, at), at) else b.delivered_at end,
      opened_at = case when told = 'OPENED' then least(coalesce(b.opened_at, at), at) else b.opened_at end,
      open_count = b.open_count + case when told = 'OPENED' then 1 else 0 end,
      clicked_at = case when told = 'CLICKED' then least(coalesce(b.clicked_at, at), at) else b.clicked_at end,
      click_count = b.click_count + case when told = 'CLICKED' then 1 else 0 end,
      bounced_at = case when told = 'BOUNCED' then least(coalesce(b.bounced_at, at), at) else b.bounced_at end,
      complained_at = case when told = 'COMPLAINED' then least(coalesce(b.complained_at, at), at) else b.complained_at end,
      failed_at = case when told = 'FAILED' then least(coalesce(b.failed_at, at), at) else b.failed_at end,
      reason = case when b.status = any (p_before) then why when told = 'DELAYED' and b.status = 'SENT' then why else b.reason end,
      status = case when b.status = any (p_before) then told else b.status end,
      version = b.version + 1, updated_at = app.now()
    where b.tenant_id = app.tenant() and b.id = (p->>'id')::uuid returning * into o;
  if (p->>'flags')::boolean and o.copies = 0 then perform app.flag_email(o.to_address, told, why); end if;
end $$;

-- Mail to this address is no use, or not wanted; whoever has it now is told.
create or replace function app.flag_email(p_email text, p_problem text, p_reason text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.tell_consent(c.id, 'EMAIL', 'WITHDRAWN', 'COMPLAINT', left(p_reason, 500)) from public.contacts c
    where p_problem = 'COMPLAINED' and c.tenant_id = app.tenant() and c.email = p_email and c.deleted_at is null and c.email_problem is distinct from p_problem;
  update public.contacts c set email_problem = p_problem, email_problem_reason = left(p_reason, 500), email_problem_at = app.now(),
      version = c.version + 1, updated_at = app.now()
    where c.tenant_id = app.tenant() and c.email = p_email and c.deleted_at is null and c.email_problem is distinct from p_problem;
  update public.contact_addresses a set problem = p_problem where a.tenant_id = app.tenant() and a.kind = 'EMAIL' and a.value = p_email;
$$;

-- Nothing more goes where mail came back from, or was complained of, until somebody says otherwise (EM11).
create or replace function app.must_take_mail(p_email text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.contacts c where c.tenant_id = app.tenant() and c.email = p_email and c.email_problem is not null and c.deleted_at is null)
      or (exists (select from public.contact_addresses a where a.tenant_id = app.tenant() and a.kind = 'EMAIL' and a.value = p_email and a.problem is not null)
        and not exists (select from public.contacts c where c.tenant_id = app.tenant() and c.email = p_email and c.deleted_at is null)) then
    raise exception 'Mail to this address came back or was unwanted: correct it on the contact, or say there that it works again' using errcode = 'U0422', hint = 'to';
  end if;
end $$;

-- How the latest mail of something fared; not one that followed on its decision.
create or replace function app.delivery_of(p_object uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(o) from public.outbound o where o.tenant_id = app.tenant() and o.object_id = p_object and o.kind <> 'quote_decision' order by o.created_at desc, o.id desc limit 1);
end $$;

grant execute on function app.receive_mail_event(text, text, text, jsonb), app.follow_outbound(jsonb, text[]), app.delivery_of(uuid) to hub_app;
grant execute on function app.queue_outbound(jsonb), app.outbound_sent(text, text), app.outbound_delayed(text, text), app.outbound_failed(text, text) to hub_app;
