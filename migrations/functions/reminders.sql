-- Reminders of invoices. What is decided, and why, is core/domain/reminders; here is what it is decided by, and that nothing happens twice.

-- A mail went out whose sender had the schedule before his eyes: from the next morning on it works. What a machine sends agrees to nothing.
create or replace function app.agree_reminders(p_invoice uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text := app.actor();
begin
  if who like 'job:%' then
    select a.actor into who from app.audit a where a.tenant_id = app.tenant() and a.entity_id = p_invoice and a.action = 'invoice.hold' order by a.id desc limit 1;
  end if;
  if who is null or who like 'job:%' then return; end if;
  insert into app.reminder_rules (tenant_id, agreed_at, agreed_by, since) values (app.tenant(), app.now(), who, app.now())
    on conflict on constraint reminder_rules_pkey do nothing;
end $$;

-- Another schedule, or another zone: what its days were before is not made up for, and its next morning is another.
create or replace function app.renew_reminder_rule(p_since boolean) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.reminder_rules set next_at = null, since = case when p_since then app.now() else since end where tenant_id = app.tenant()
$$;

create or replace function app.reminder_rule() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('agreed_at', r.agreed_at, 'since', (r.since at time zone t.timezone)::date)
    from app.tenants t join app.reminder_rules r on r.tenant_id = t.id where t.id = app.tenant());
end $$;

-- Businesses whose morning has come, or is not known, or lies where no morning can be since the clock was set back.
create or replace function app.due_mornings(p_limit int) returns table (tenant_id uuid, timezone text, next_at timestamptz, now timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.tenant_id, t.timezone, r.next_at, app.now() from (
      (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at is null limit p_limit)
      union all (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at <= app.now() order by m.next_at limit p_limit)
      union all (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at > app.now() + interval '2 days' order by m.next_at desc limit p_limit)) r
    join app.tenants t on t.id = r.tenant_id limit p_limit
$$;

-- p: for each business tenant_id, was, next, decides. Whoever comes second with the same morning changes nothing.
create or replace function app.begin_mornings(p jsonb) returns table (tenant_id uuid, type text, key text)
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with begun as (
    update app.reminder_rules r set next_at = m.next
      from jsonb_to_recordset(p) m (tenant_id uuid, was timestamptz, next timestamptz, decides boolean)
      where r.tenant_id = m.tenant_id and r.next_at is not distinct from m.was returning r.tenant_id, m.was, m.decides)
  insert into app.jobs as j (tenant_id, type, key, payload, run_at)
    select b.tenant_id, 'REMINDERS_DECIDE', 'reminders.decide:' || to_char(b.was at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'), '{}', app.now() from begun b where b.decides
    on conflict on constraint jobs_pkey do nothing
    returning j.tenant_id, j.type, j.key
$$;

-- What decides about the reminders of these invoices (ReminderFacts), in their order.
create or replace function app.reminder_facts(p_ids uuid[]) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare zone text := app.zone();
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'due_date', i.due_date, 'is_void', i.status = 'VOID', 'is_owed', i.phase in ('SENT', 'PARTIALLY_PAID'),
      'sent_on', (i.sent_at at time zone zone)::date, 'paused_at', i.reminders_paused_at, 'paused_until', i.reminders_paused_until, 'promised_on', i.promised_on,
      'is_disputed', exists (select from public.disputes d where d.tenant_id = i.tenant_id and d.invoice_id = i.id
        and d.status not in ('WARNING_CLOSED', 'WON', 'LOST', 'PREVENTED')),
      'is_payment_pending', exists (select from public.checkout_sessions s where s.tenant_id = i.tenant_id and s.invoice_id = i.id and s.status = 'PROCESSING'),
      'email', c.email, 'email_problem', c.email_problem, 'own', c.reminders,
      'decisions', coalesce(r.decisions, '[]'), 'reminded_on', r.reminded_on) order by listed.place), '[]')
    from unnest(p_ids) with ordinality listed (id, place)
      join public.invoices i on i.tenant_id = app.tenant() and i.id = listed.id
      left join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
      left join lateral (select jsonb_agg(jsonb_build_object('stage', m.stage, 'state', m.state, 'reason', m.reason, 'isAttempted', m.attempted_on is not null,
            'day', case when m.state = 'SENT' then m.day else m.decided_on end)) filter (where m.stage <> 'EXTRA' and m.due_date = i.due_date) as decisions,
          max(m.attempted_on) filter (where m.channel = 'EMAIL') as reminded_on
        from public.reminders m where m.tenant_id = i.tenant_id and m.invoice_id = i.id) r on true);
end $$;

-- Open invoices by due date, after a place: those about which something may be to decide.
create or replace function app.reminder_candidates(p_from date, p_to date, p_after date, p_after_id uuid, p_limit int) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare ids uuid[];
begin
  ids := array(select o.id from (
      (select i.due_date, i.id from public.invoices i where i.tenant_id = app.tenant() and i.phase = 'SENT' and i.due_date between p_from and p_to
        and (i.due_date, i.id) > (p_after, p_after_id) and i.deleted_at is null and i.ar_stage <> 'COLLECTIONS' order by i.due_date, i.id limit p_limit)
      union all
      (select i.due_date, i.id from public.invoices i where i.tenant_id = app.tenant() and i.phase = 'PARTIALLY_PAID' and i.due_date between p_from and p_to
        and (i.due_date, i.id) > (p_after, p_after_id) and i.deleted_at is null and i.ar_stage <> 'COLLECTIONS' order by i.due_date, i.id limit p_limit)) o
    order by o.due_date, o.id limit p_limit);
  return app.reminder_facts(ids);
end $$;

-- What one morning decided. p: rows (id, invoice_id, stage, channel, due_date, day, state, reason). What waited, or was left lying for a day,
-- is decided anew; of what an invoice had planned before and never asked a provider for, nothing goes out any more.
create or replace function app.decide_reminders(p jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare today date := app.today();
begin
  with decided as (
    insert into public.reminders as r (tenant_id, id, invoice_id, stage, channel, due_date, day, decided_on, state, reason)
      select app.tenant(), d.id, d.invoice_id, d.stage, d.channel, d.due_date, d.day, today, d.state, d.reason
      from jsonb_to_recordset(p) d (id uuid, invoice_id uuid, stage text, channel text, due_date date, day date, state text, reason text)
      on conflict on constraint reminders_pkey do update set state = excluded.state, reason = excluded.reason, detail = null, decided_on = today, updated_at = app.now()
        where r.state = 'SKIPPED' and r.reason in ('OFF', 'PAUSED', 'PROMISED', 'DISPUTED', 'PAYMENT_PENDING')
          or r.state = 'PLANNED' and r.attempted_on is null and r.decided_on < today
      returning r.id, r.invoice_id, r.state)
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select app.tenant(), 'AR_REMINDER_SEND', 'reminder.send:' || d.id || ':' || today, jsonb_build_object('reminder_id', d.id), app.now() from decided d where d.state = 'PLANNED'
    on conflict on constraint jobs_pkey do nothing;
  update public.reminders r set state = 'SKIPPED', updated_at = app.now(), reason = case when r.attempted_on is null then 'SUPERSEDED' else 'NO_ANSWER' end
    from jsonb_to_recordset(p) d (id uuid, invoice_id uuid, state text)
    where r.tenant_id = app.tenant() and r.state = 'PLANNED' and r.decided_on < today and d.state = 'PLANNED' and r.invoice_id = d.invoice_id and r.id <> d.id
      and (r.attempted_on is null or r.attempted_on < today);
end $$;

-- Nobody knows whether these went out, and no more is asked: none comes twice.
create or replace function app.end_unanswered_reminders() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.reminders set state = 'SKIPPED', reason = 'NO_ANSWER', updated_at = app.now()
    where tenant_id = app.tenant() and state = 'PLANNED' and decided_on < app.today() - 1 and attempted_on < app.today() - 1
$$;

-- Behind the lock of its invoice, before a provider is asked: it is still to go out, and nothing of the invoice went out today. p: id, invoice_id,
-- stage, channel, due_date, day, manual. A person may ask again for what was skipped, and whatever hinders the schedule.
create or replace function app.claim_reminder(p jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare today date := app.today(); by_hand boolean := (p->>'manual')::boolean; mails boolean := p->>'channel' = 'EMAIL'; invoice uuid := (p->>'invoice_id')::uuid;
begin
  if not by_hand and (exists (select from public.checkout_sessions s where s.tenant_id = app.tenant() and s.invoice_id = invoice and s.status = 'PROCESSING')
      or exists (select from public.disputes d where d.tenant_id = app.tenant() and d.invoice_id = invoice and d.status not in ('WARNING_CLOSED', 'WON', 'LOST', 'PREVENTED'))) then
    raise exception 'State changed' using errcode = 'U0409', hint = 'invoices';
  end if;
  if not by_hand and nullif(p->'own', 'null') is distinct from (select c.reminders from public.invoices i join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
      where i.tenant_id = app.tenant() and i.id = invoice) then
    raise exception 'State changed' using errcode = 'U0409', hint = 'contacts';
  end if;
  if mails and exists (select from public.reminders r where r.tenant_id = app.tenant() and r.invoice_id = invoice and r.channel = 'EMAIL'
      and r.attempted_on = today and r.id <> (p->>'id')::uuid) then
    raise exception 'A reminder of this invoice went out today: send the next one tomorrow' using errcode = 'U0409', hint = 'reminded';
  end if;
  insert into public.reminders as r (tenant_id, id, invoice_id, stage, channel, due_date, day, decided_on, state, manual, attempted_on)
    values (app.tenant(), (p->>'id')::uuid, invoice, p->>'stage', p->>'channel', (p->>'due_date')::date, (p->>'day')::date, today, 'PLANNED', by_hand, today)
    on conflict on constraint reminders_pkey do update set state = 'PLANNED', reason = null, detail = null, manual = r.manual or by_hand, attempted_on = today, updated_at = app.now()
      where r.state = 'PLANNED' or by_hand and r.state = 'SKIPPED';
  if not found then
    raise exception 'A reminder of this invoice went out today: send the next one tomorrow' using errcode = 'U0409', hint = 'reminded';
  end if;
end $$;

create or replace function app.reminder_sent(p_id uuid, p_work_item uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.reminders set state = 'SENT', sent_at = app.now(), day = app.today(), work_item_id = p_work_item, updated_at = app.now()
    where tenant_id = app.tenant() and id = p_id and state = 'PLANNED'
$$;

-- It does not go out. What its provider refused is known not to have gone out.
create or replace function app.reminder_skipped(p_id uuid, p_reason text, p_detail text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.reminders set state = 'SKIPPED', reason = p_reason, detail = left(p_detail, 500), attempted_on = case when p_reason = 'REFUSED' then null else attempted_on end,
      updated_at = app.now()
    where tenant_id = app.tenant() and id = p_id and state = 'PLANNED'
$$;

-- One that is to go out, with what decides about it now. Null: it was sent or skipped meanwhile.
create or replace function app.planned_reminder(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(r) || jsonb_build_object('facts', app.reminder_facts(array[r.invoice_id])->0)
    from public.reminders r where r.tenant_id = app.tenant() and r.id = p_id and r.state = 'PLANNED');
end $$;

create or replace function app.zone() returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select t.timezone from app.tenants t where t.id = app.tenant());
end $$;

grant execute on function app.agree_reminders(uuid), app.renew_reminder_rule(boolean), app.reminder_rule(), app.due_mornings(int), app.begin_mornings(jsonb),
  app.reminder_facts(uuid[]), app.reminder_candidates(date, date, date, uuid, int), app.decide_reminders(jsonb), app.end_unanswered_reminders(), app.claim_reminder(jsonb),
  app.reminder_sent(uuid, uuid), app.reminder_skipped(uuid, text, text), app.planned_reminder(uuid), app.zone() to hub_app;

-- A day until which something waits.
create or replace function app.must_not_have_passed(p_day date, p_field text) returns void
  language plpgsql stable as $$
begin
  if p_day < app.today() then raise exception 'This day has passed: choose today or a later one' using errcode = 'U0422', hint = p_field; end if;
end $$;
grant execute on function app.must_not_have_passed(date, text) to hub_app;
