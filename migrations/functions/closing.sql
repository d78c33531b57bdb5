-- A business is closed by its owner, and for some days can be opened again. While it is closed nobody writes in it: one check, of app.enter and app.act.

create or replace function app.is_closed(p_tenant uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.tenants t where t.id = p_tenant and t.closing_id is not null);
end $$;

-- What becomes of work that waits. GOES_ON: money that arrives is a fact, an archive that was asked for is made, a person's erasure is a duty.
-- DROPPED: when the business is opened again nothing is sent of it. WAITS: the rest, until then.
create or replace function app.when_closed(p_type text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when p_type = any ('{WEBHOOK_PROCESS,CHECKOUT_EXPIRE,CHECKOUT_RECONCILE,EVENTS_RECONCILE,REFUND_MAKE,ARCHIVE_EXPORT,EXPORT_FORGET,CONTACT_ERASE,CLOSING_MAIL,BUSINESS_REMOVE}') then 'GOES_ON'
    when p_type = any ('{INVOICE_SEND,QUOTE_SEND,CREDIT_NOTE_SEND,MESSAGE_SEND,QUOTE_DECIDED,REMINDERS_DECIDE,NOTICES_MAIL,ARCHIVE_REHEARSE}') then 'DROPPED'
    else 'WAITS' end
$$;

-- Who may go on in a closed business: its owner reads, and does what is for closed businesses (p_goes_on); jobs that go on.
create or replace function app.must_be_open(p_tenant uuid, p_role text, p_actor text, p_goes_on boolean, p_writes boolean) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants;
begin
  select * into t from app.tenants b where b.id = p_tenant and b.closing_id is not null;
  if not found then return; end if;
  if t.kept_until <= app.now() and p_role <> 'JOB' then raise exception 'This business was closed, and is being removed' using errcode = 'U0423', hint = 'closed'; end if;
  if p_role = 'OWNER' and (p_goes_on or not p_writes) then return; end if;
  if p_role = 'JOB' and app.when_closed(substr(p_actor, 5)) = 'GOES_ON' then return; end if;
  if p_role = 'PORTAL' then raise exception 'This business takes no payments, answers or messages here any more' using errcode = 'U0423', hint = 'closed'; end if;
  raise exception 'This business was closed on %. Its owner can open it again until %', (t.closed_at at time zone t.timezone)::date, (t.kept_until at time zone t.timezone)::date
    using errcode = 'U0423', hint = 'closed';
end $$;

-- What a member is told of it; null while it is open.
create or replace function app.closing_of(p_tenant uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('closed_at', t.closed_at, 'kept_until', t.kept_until, 'owners', (select coalesce(jsonb_agg(o.name), '[]') from (
      select u.name from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = t.id and m.role = 'OWNER' and m.status = 'ACTIVE' order by m.created_at limit 10) o))
    from app.tenants t where t.id = p_tenant and t.closing_id is not null);
end $$;

-- Money that is on its way and ends by itself, at most p_limit of it: a bank's payment, a refund, a dispute.
create or replace function app.money_in_flight(p_limit int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := app.tenant();
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'invoice_id', o.id, 'label', o.label)), '[]') from (
    select 'PENDING_PAYMENT' as kind, i.id, i.invoice_number as label from public.checkout_sessions s join public.invoices i on i.tenant_id = s.tenant_id and i.id = s.invoice_id
      where s.tenant_id = here and s.status = 'PROCESSING'
    union all select 'REFUND', i.id, i.invoice_number from public.refund_requests r left join public.payments p on p.tenant_id = r.tenant_id and p.id = r.payment_id
      left join public.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where r.tenant_id = here and r.status = 'OPEN'
    union all select 'REFUND', i.id, i.invoice_number from public.refunds r left join public.payments p on p.tenant_id = r.tenant_id and p.provider_payment_id = r.provider_payment_id and p.amount > 0
      left join public.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where r.tenant_id = here and r.status = 'PENDING'
    union all select 'DISPUTE', i.id, i.invoice_number from public.disputes d left join public.invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id
      where d.tenant_id = here and d.open
    limit p_limit) o);
end $$;

create or replace function app.must_be_called(p_name text, p_typed text) returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if lower(btrim(p_typed)) <> lower(btrim(p_name)) then
    raise exception 'Type the name of the business as it stands: %', p_name using errcode = 'U0422', hint = 'name';
  end if;
end $$;

-- Before the password is compared, as at a sign-in: who may, and what of. owners, members: who is told; no mail reaches an address that is known to bounce.
create or replace function app.begin_close(p_actor jsonb, p_roles text[], p_name text, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; u app.users; wait int;
begin
  select b.* into strict t from app.member(p_actor, p_roles) m join app.tenants b on b.id = m.tenant_id;
  perform app.must_be_called(t.name, p_name);
  select * into strict u from app.users a where a.id = p_actor->>'user';
  wait := app.begin_try(u.email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  perform set_config('app.tenant', t.id::text, true), set_config('app.agent', '', true);
  return jsonb_build_object('email', u.email, 'password_hash', u.password_hash,
    'owners', (select jsonb_agg(m.user_id) from app.memberships m where m.tenant_id = t.id and m.role = 'OWNER' and m.status = 'ACTIVE'),
    'members', (select coalesce(jsonb_agg(m.user_id), '[]') from (select s.user_id from app.memberships s join app.users a on a.id = s.user_id
      where s.tenant_id = t.id and s.role <> 'OWNER' and s.status = 'ACTIVE'
        and not exists (select from public.contacts c where c.tenant_id = t.id and c.email = a.email and c.email_problem = 'BOUNCED') order by s.created_at limit 1000) m));
end $$;

-- What a person wanted to go out and did not go yet is taken back, so that it is his to send again.
create or replace function app.take_back_held() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare kind text; message uuid;
begin
  foreach kind in array '{invoice,quote,credit_note}'::text[] loop
    execute format($q$
      with held as (update public.%I d set send_at = null, version = d.version + 1, updated_at = app.now()
        where d.tenant_id = app.tenant() and d.send_at is not null and (d.claimed_until is null or d.claimed_until < clock_timestamp()) returning d.id)
      insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) select app.tenant(), app.now(), app.actor(), %L, %L, h.id from held h$q$,
      kind || 's', kind || '.cancel_send', kind);
  end loop;
  for message in select o.id from public.outbound o where o.tenant_id = app.tenant() and o.kind = 'message' and o.status = 'QUEUED'
      and (o.claimed_until is null or o.claimed_until < clock_timestamp()) loop
    perform app.message_failed(message, 'The business was closed before it went out: send it again');
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) values (app.tenant(), app.now(), app.actor(), 'message.send_failed', 'message', message);
  end loop;
  -- The next mail of notices has the key of its day, and may be planned anew on that day.
  delete from app.jobs j where j.tenant_id = app.tenant() and j.type = 'NOTICES_MAIL' and j.done_at is null and j.state <> 'RUNNING';
  update app.jobs j set state = 'CANCELED', done_at = clock_timestamp(), reason = 'The business was closed'
    where j.tenant_id = app.tenant() and j.done_at is null and app.when_closed(j.type) = 'DROPPED' and (j.leased_until is null or j.leased_until < clock_timestamp() or j.state <> 'RUNNING');
end $$;

-- The last moment of a day to come where the business is: who is told a day has all of it.
create or replace function app.end_of_day(p_days int, p_zone text) returns timestamptz
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select (((app.now() at time zone p_zone)::date + p_days + 1)::timestamp at time zone p_zone) - interval '1 second'
$$;

-- What tries a restore stops, also where a consumer is in the middle of it: his next transaction is refused. What came of it goes by the sweep.
-- Before the lock of the business, which who holds such a job may wait for.
create or replace function app.stop_rehearsals(p_reason text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := app.tenant();
begin
  update app.jobs j set state = 'CANCELED', done_at = clock_timestamp(), leased_until = null, reason = p_reason
    where j.tenant_id = here and j.type = 'ARCHIVE_REHEARSE' and j.done_at is null;
  update app.jobs j set state = 'CANCELED', done_at = clock_timestamp(), leased_until = null, reason = p_reason
    from app.tenants t where t.rehearsal_of = here and j.tenant_id = t.id and j.done_at is null;
  with ended as (
    update public.exports x set rehearsal = x.rehearsal || jsonb_build_object('status', 'FAILED', 'checked_at', app.now(), 'reason', p_reason), version = x.version + 1, updated_at = app.now()
      where x.tenant_id = here and x.rehearsal->>'status' = 'QUEUED' returning x.id)
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) select here, app.now(), app.actor(), 'export.compare', 'export', e.id from ended e;
end $$;

-- Behind the password. p: id, days, name, proof (email, password_hash), trace. What is in flight is named; open checkout pages close.
create or replace function app.close_business(p jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; money jsonb;
begin
  perform set_config('app.agent', '', true);
  perform app.stop_rehearsals('The business was closed: try it again when it is open');
  select * into strict t from app.tenants b where b.id = app.tenant() for update;
  if t.closing_id is not null then raise exception 'This business is closed already' using errcode = 'U0409', hint = 'closing'; end if;
  if t.sample_of is not null then raise exception 'This is a sample business: remove it instead' using errcode = 'U0409', hint = 'closing'; end if;
  perform from app.users u where u.id = app.actor() and u.password_hash = p#>>'{proof,password_hash}' for share;
  if not found then raise exception 'Your password was changed meanwhile: try again' using errcode = 'U0409', hint = 'closing'; end if;
  perform app.pass_try(p#>>'{proof,email}', p->'trace');
  perform app.must_be_called(t.name, p->>'name');
  money := app.money_in_flight(4);
  if money <> '[]' then
    raise exception 'Money is still on its way: %. Wait until it has ended, then close', (select string_agg(lower(replace(m->>'kind', '_', ' ')) || coalesce(' of ' || (m->>'label'), ''), ', ') from jsonb_array_elements(money) m)
      using errcode = 'U0409', hint = 'closing';
  end if;
  update app.tenants b set closing_id = (p->>'id')::uuid, closed_at = app.now(), closed_by = app.actor(), kept_until = app.end_of_day((p->>'days')::int, t.timezone),
      reopened_at = null, settings_version = b.settings_version + 1, updated_at = app.now()
    where b.id = t.id;
  perform app.take_back_held();
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select distinct t.id, 'CHECKOUT_EXPIRE', format('checkout.expire:%s:closed:%s', s.invoice_id, p->>'id'), jsonb_build_object('invoice_id', s.invoice_id), app.now()
    from public.checkout_sessions s where s.tenant_id = t.id and s.status = 'OPEN' and s.expires_at > app.now()
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- Goes on from now: what fell into the days in between is not made up for, neither a mail nor an invoice. What was due before is: but nothing of which
-- a provider was asked and nobody knows what came of it.
create or replace function app.reopen_business() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants;
begin
  perform set_config('app.agent', '', true);
  select * into strict t from app.tenants b where b.id = app.tenant() for update;
  if t.closing_id is null then raise exception 'This business is open' using errcode = 'U0409', hint = 'closing'; end if;
  if t.kept_until <= app.now() then raise exception 'Its days are over: it is being removed' using errcode = 'U0409', hint = 'closing'; end if;
  update app.tenants b set closing_id = null, closed_at = null, closed_by = null, kept_until = null, reopened_at = app.now(),
      -- Nothing asks for what is longer ago.
      closed_spans = (b.closed_spans + tstzmultirange(tstzrange(b.closed_at, app.now()))) * tstzmultirange(tstzrange(app.now() - interval '500 days', null)), settings_version = b.settings_version + 1, updated_at = app.now()
    where b.id = t.id;
  perform app.take_back_held();
  update app.jobs j set state = 'CANCELED', done_at = clock_timestamp(), reason = 'The business was opened again'
    where j.tenant_id = t.id and j.done_at is null and j.type in ('CLOSING_MAIL', 'BUSINESS_REMOVE');
  update app.jobs j set state = 'CANCELED', done_at = clock_timestamp(), reason = 'It was tried before the business was closed'
    where j.tenant_id = t.id and j.done_at is null and j.type = 'STATEMENT_SEND'
      and exists (select from public.outbound o where o.tenant_id = t.id and o.key = format('statement:%s:%s', j.payload->>'contact_id', j.payload->>'month'));
  update app.jobs j set run_at = app.now() where j.tenant_id = t.id and j.done_at is null and j.run_at = 'infinity';
  update public.reminders r set state = 'SKIPPED', reason = 'NO_ANSWER', updated_at = app.now() where r.tenant_id = t.id and r.state = 'PLANNED' and r.attempted_on is not null;
  perform app.renew_reminder_rule(false);
  update app.export_rules e set next_at = app.next_export(e.every, t.timezone) where e.tenant_id = t.id;
  perform app.plan_notices_mail(t.id, m.user_id) from app.memberships m where m.tenant_id = t.id and m.status = 'ACTIVE' and m.notices_mail = 'DAILY';
end $$;

-- What an owner is mailed of this closing; null where it was opened again, or he owns it no more.
create or replace function app.closing_mail(p_tenant uuid, p_closing uuid, p_user text) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('email', u.email, 'business_name', t.name, 'until', (t.kept_until at time zone t.timezone)::date)
    from app.tenants t join app.memberships m on m.tenant_id = t.id and m.user_id = p_user and m.role = 'OWNER' and m.status = 'ACTIVE' join app.users u on u.id = m.user_id
    where t.id = p_tenant and t.closing_id = p_closing);
end $$;

-- For so long its mails hold up a removal: a fortnight longer than it is kept, whatever a mailbox refuses.
create or replace function app.mails_end(t app.tenants) returns timestamptz
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select (((t.closed_at at time zone t.timezone)::date + 30 + 14 + 1)::timestamp at time zone t.timezone) - interval '1 second'
$$;

-- What an owner is mailed before its end; null as above, and when nobody can open it any more. A mail that is late says what is true all
-- the same: nothing is removed on the days that it names.
create or replace function app.ending_mail(p_tenant uuid, p_closing uuid, p_user text) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.tenants t set kept_until = greatest(t.kept_until, least(app.end_of_day(3, t.timezone), app.mails_end(t)))
    where t.id = p_tenant and t.closing_id = p_closing and t.kept_until < app.now() + interval '1 day' and t.removal_step = 0;
  if exists (select from app.tenants t where t.id = p_tenant and t.closing_id = p_closing and t.kept_until <= app.now()) then return null; end if;
  return app.closing_mail(p_tenant, p_closing, p_user);
end $$;

-- What a member who does not own it is mailed; null as above.
create or replace function app.closing_member_mail(p_tenant uuid, p_closing uuid, p_user text) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('email', u.email, 'business_name', t.name, 'until', (t.kept_until at time zone t.timezone)::date)
    from app.tenants t join app.memberships m on m.tenant_id = t.id and m.user_id = p_user and m.role <> 'OWNER' and m.status = 'ACTIVE' join app.users u on u.id = m.user_id
    where t.id = p_tenant and t.closing_id = p_closing);
end $$;

-- Money that came, or is disputed, while nobody works here (p_kind: payment, dispute, dispute_end; p_about: what of it is here now): its owners are mailed, once for each. An inquiry takes no money
-- and has a day of its own for an answer: what it becomes is told, too; so is each end, also the other one after an appeal.
create or replace function app.tell_closed_owners(p_kind text, p_about uuid[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select t.id, 'CLOSING_MAIL', format('closing.mail:%s:%s:%s:%s', t.closing_id, case when p_kind = 'dispute_end' then 'ended.' || d.status when d.status like 'WARNING%' then 'inquiry' else p_kind end, a.id, m.user_id),
      jsonb_build_object('closing_id', t.closing_id, 'user_id', m.user_id, 'kind', p_kind, 'about', a.id), app.now()
    from app.tenants t join app.memberships m on m.tenant_id = t.id and m.role = 'OWNER' and m.status = 'ACTIVE' cross join unnest(p_about) a (id)
      left join public.disputes d on d.tenant_id = t.id and d.id = a.id
    where t.id = app.tenant() and t.closing_id is not null
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- What an owner is mailed of it; null as above. until: the last day on which it can be opened again, null when that is over.
create or replace function app.closing_money(p_tenant uuid, p_closing uuid, p_user text, p_about uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true), set_config('app.agent', '', true);
  return (select jsonb_build_object('email', u.email, 'business_name', t.name, 'country', t.country,
      'until', case when t.kept_until > app.now() then (t.kept_until at time zone t.timezone)::date end, 'money', to_jsonb(f) || jsonb_build_object('invoice_number', i.invoice_number))
    from app.tenants t join app.memberships m on m.tenant_id = t.id and m.user_id = p_user and m.role = 'OWNER' and m.status = 'ACTIVE' join app.users u on u.id = m.user_id
      cross join lateral (
        select p.amount::text, p.currency, p.invoice_id, p.provider_account as account, p.provider_payment_id as provider_id, null::date as respond_by, null as status
          from public.payments p where p.tenant_id = t.id and p.id = p_about
        union all select n.amount::text, n.currency, n.invoice_id, n.provider_account, n.provider_payment_id, null, null from public.unapplied_money n where n.tenant_id = t.id and n.id = p_about
        union all select d.amount::text, d.currency, d.invoice_id, d.provider_account, d.provider_dispute_id,
            case when d.status like '%NEEDS_RESPONSE' then (d.evidence_due_by at time zone t.timezone)::date end, d.status from public.disputes d where d.tenant_id = t.id and d.id = p_about) f
      left join public.invoices i on i.tenant_id = t.id and i.id = f.invoice_id
    where t.id = p_tenant and t.closing_id = p_closing);
end $$;

-- Jobs of a closed business wait for nobody knows how long: out of the way of the sweep until it is opened again.
create or replace function app.park_jobs(p_limit int) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with due as materialized (
    select j.tenant_id, j.key from app.tenants t join app.jobs j on j.tenant_id = t.id
    where t.closing_id is not null and j.done_at is null and j.run_at <= app.now() and (j.leased_until is null or j.leased_until < clock_timestamp())
      and app.when_closed(j.type) <> 'GOES_ON'
    limit p_limit for update of j skip locked)
  update app.jobs j set run_at = 'infinity', state = 'QUEUED', leased_until = null from due where (j.tenant_id, j.key) = (due.tenant_id, due.key)
$$;

grant execute on function app.is_closed(uuid), app.begin_close(jsonb, text[], text, text, jsonb), app.close_business(jsonb), app.reopen_business(), app.end_of_day(int, text), app.closing_mail(uuid, uuid, text), app.ending_mail(uuid, uuid, text), app.closing_member_mail(uuid, uuid, text), app.tell_closed_owners(text, uuid[]), app.closing_money(uuid, uuid, text, uuid) to hub_app;
