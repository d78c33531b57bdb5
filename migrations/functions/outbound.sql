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

grant execute on function app.queue_outbound(jsonb), app.outbound_sent(text, text), app.outbound_delayed(text, text), app.outbound_failed(text, text) to hub_app;
