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

-- Open businesses whose morning has come, or is not known, or lies where no morning can be since the clock was set back.
create or replace function app.due_mornings(p_limit int) returns table (tenant_id uuid, timezone text, next_at timestamptz, now timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select r.tenant_id, t.timezone, r.next_at, app.now() from (
      (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at is null and not app.is_closed(m.tenant_id) limit p_limit)
      union all (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at <= app.now() and not app.is_closed(m.tenant_id) order by m.next_at limit p_limit)
      union all (select m.tenant_id, m.next_at from app.reminder_rules m where m.next_at > app.now() + interval '2 days' and not app.is_closed(m.tenant_id) order by m.next_at desc limit p_limit)) r
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
  if p#>>'{words,template_id}' is not null and not exists (select from public.templates t where t.tenant_id = app.tenant()
      and t.id = (p#>>'{words,template_id}')::uuid and t.version = (p#>>'{words,template_version}')::int and t.deleted_at is null) then
    raise exception 'State changed' using errcode = 'U0409', hint = 'templates';
  end if;
  if mails and exists (select from public.reminders r where r.tenant_id = app.tenant() and r.invoice_id = invoice and r.channel = 'EMAIL'
      and r.attempted_on = today and r.id <> (p->>'id')::uuid) then
    raise exception 'A reminder of this invoice went out today: send the next one tomorrow' using errcode = 'U0409', hint = 'reminded';
  end if;
  insert into public.reminders as r (tenant_id, id, invoice_id, stage, channel, due_date, day, decided_on, state, manual, attempted_on, template_id, said_subject, said_text, detail)
    values (app.tenant(), (p->>'id')::uuid, invoice, p->>'stage', p->>'channel', (p->>'due_date')::date, (p->>'day')::date, today, 'PLANNED', by_hand, today,
      (p#>>'{words,template_id}')::uuid, p#>>'{words,subject}', p#>>'{words,text}', p#>>'{words,note}')
    on conflict on constraint reminders_pkey do update set state = 'PLANNED', reason = null, manual = r.manual or by_hand, attempted_on = today, updated_at = app.now(),
      -- Whatever came of today's first try, its provider knows it by its key: what went out said this.
      template_id = case when r.attempted_on = today then r.template_id else excluded.template_id end, said_subject = case when r.attempted_on = today then r.said_subject else excluded.said_subject end,
      said_text = case when r.attempted_on = today then coalesce(r.said_text, excluded.said_text) else excluded.said_text end, detail = case when r.attempted_on = today then r.detail else excluded.detail end
      where r.state = 'PLANNED' or by_hand and r.state = 'SKIPPED';
  if not found then
    raise exception 'A reminder of this invoice went out today: send the next one tomorrow' using errcode = 'U0409', hint = 'reminded';
  end if;
end $$;

-- The words that go out.
create or replace function app.said_reminder(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('said_subject', r.said_subject, 'said_text', r.said_text) from public.reminders r where r.tenant_id = app.tenant() and r.id = p_id);
end $$;

-- Of what the words of a reminder are made: its customer, and the texts that the business begins with.
create or replace function app.reminder_texts(p_invoice uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'contact', (select jsonb_build_object('display_name', c.display_name, 'company_name', c.company_name, 'email', c.email, 'phone', c.phone, 'language', c.language)
      from public.invoices i join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
      where i.tenant_id = app.tenant() and i.id = p_invoice),
    'candidates', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
      select t.id, t.version, t.type, t.name, t.subject, t.content, t.channel, t.language, t.profile_scopes from public.templates t
        where t.tenant_id = app.tenant() and t.type in ('REMINDER_BEFORE', 'REMINDER_1', 'REMINDER_2', 'REMINDER_FINAL') and t.is_default and t.deleted_at is null limit 800) t));
end $$;

create or replace function app.reminder_sent(p_id uuid, p_work_item uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.reminders set state = 'SENT', reason = case when detail is not null then 'TEXT_INCOMPLETE' end, sent_at = app.now(), day = app.today(), work_item_id = p_work_item, updated_at = app.now()
    where tenant_id = app.tenant() and id = p_id and state = 'PLANNED'
$$;

-- It does not go out. What its provider refused is known not to have gone out.
create or replace function app.reminder_skipped(p_id uuid, p_reason text, p_detail text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.reminders set state = 'SKIPPED', reason = p_reason, detail = left(p_detail, 500), attempted_on = case when p_reason = 'REFUSED' then null else attempted_on end,
      template_id = case when p_reason <> 'REFUSED' then template_id end, said_subject = case when p_reason <> 'REFUSED' then said_subject end, said_text = case when p_reason <> 'REFUSED' then said_text end,
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
  app.reminder_sent(uuid, uuid), app.reminder_skipped(uuid, text, text), app.planned_reminder(uuid), app.said_reminder(uuid), app.reminder_texts(uuid), app.zone() to hub_app;

-- A day until which something waits.
create or replace function app.must_not_have_passed(p_day date, p_field text) returns void
  language plpgsql stable as $$
begin
  if p_day < app.today() then raise exception 'This day has passed: choose today or a later one' using errcode = 'U0422', hint = p_field; end if;
end $$;
grant execute on function app.must_not_have_passed(date, text) to hub_app;

-- The stages of a schedule and their days after the due date, as `stagesOf` of core/domain/reminders says them; p_own: what a contact has of its own.
create or replace function app.stages_of(p_schedule jsonb, p_own jsonb) returns table (stage text, days int)
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  with said as (select p_schedule || coalesce(p_own, '{}') as s),
    late as (select d.day::int as day, row_number() over (order by d.day::int) as n from (select distinct jsonb_array_elements_text(s->'days_after_due') as day from said) d),
    early as (select d.day::int as day, row_number() over (order by d.day::int desc) as n from (select distinct jsonb_array_elements_text(s->'days_before_due') as day from said) d)
  select 'BEFORE_' || n, -day from early where n <= 3
  union all select case n when 1 then 'REMINDER_1' when 2 then 'REMINDER_2' else 'FINAL' end, day from late where n <= 3
  union all select 'COLLECTIONS', day + 7 from late where n = 3
$$;

-- Reminders of some days, decided or to come: values in the order of the fields of ReminderRow. p_schedule is that of the business; what is to
-- come is found stage by stage, each by the index of due dates. Runs as the caller, under his policies.
create or replace function app.listed_reminders(p_from date, p_to date, p_schedule jsonb, p_after date, p_after_key text, p_limit int, p_invoice uuid) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare today date := app.today(); after date := coalesce(p_after, '-infinity'); first date := greatest(p_from, coalesce(p_after, p_from)); rule jsonb := app.reminder_rule();
  due_from date := '-infinity'; due_to date := 'infinity';
begin
  if p_invoice is not null then
    select i.due_date, i.due_date into due_from, due_to from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice;
  end if;
  return (select json_agg(json_build_array(l.day, l.invoice_id, l.stage, l.channel, l.state, l.reason, l.manual, l.sent_at, i.invoice_number,
      coalesce(i.snapshot->'contact'->>'display_name', ''), i.created_by, l.key, 
      -- Of what was decided: what is known of it beside its reason, and of one invoice what its mails said.
      case when l.state is null then app.reminder_facts(array[l.invoice_id])->0 else (select jsonb_build_object('detail', r.detail, 'said', case when p_invoice is not null and r.said_text is not null
        then jsonb_build_object('subject', r.said_subject, 'text', r.said_text, 'template_id', r.template_id) end)
        from public.reminders r where r.tenant_id = app.tenant() and r.id = l.reminder) end, rule) order by l.day, l.key)
    from (select u.* from (
        (select r.day, r.invoice_id, r.stage, r.channel, r.state, r.reason, r.manual, r.sent_at, r.invoice_id || ':' || r.stage as key, r.id as reminder from public.reminders r
          where r.tenant_id = app.tenant() and r.day between first and p_to and (p_invoice is null or r.invoice_id = p_invoice) and (r.day > after or r.invoice_id || ':' || r.stage > p_after_key)
          order by r.day, r.invoice_id, r.stage limit p_limit)
        union all
        (select o.* from app.stages_of(p_schedule, null) s cross join lateral (
          select i.due_date + s.days, i.id, s.stage, case s.stage when 'COLLECTIONS' then 'WORK_ITEM' else 'EMAIL' end, null::text, null::text, false, null::timestamptz, i.id || ':' || s.stage, null::uuid
          from public.invoices i
          where i.tenant_id = app.tenant() and i.due_date between greatest(first - s.days, due_from) and least(p_to - s.days, due_to) and i.status = 'SENT' and i.deleted_at is null
            and (p_invoice is null or i.id = p_invoice) and (i.due_date + s.days > after or i.id || ':' || s.stage > p_after_key) and (i.phase <> 'PAID' or i.due_date + s.days <= today)
            and not exists (select from public.reminders r where r.tenant_id = i.tenant_id and r.invoice_id = i.id and r.stage = s.stage and r.due_date = i.due_date)
            and not exists (select from public.contacts c where c.tenant_id = i.tenant_id and c.id = i.contact_id and c.reminders is not null)
          order by i.due_date, i.id limit p_limit) o)
        union all
        (select i.due_date + s.days, i.id, s.stage, case s.stage when 'COLLECTIONS' then 'WORK_ITEM' else 'EMAIL' end, null, null, false, null, i.id || ':' || s.stage, null::uuid
          from public.contacts c cross join lateral app.stages_of(p_schedule, c.reminders) s
            join public.invoices i on i.tenant_id = c.tenant_id and i.contact_id = c.id and i.status = 'SENT' and i.deleted_at is null
          where c.tenant_id = app.tenant() and c.reminders is not null and i.due_date + s.days between first and p_to and (p_invoice is null or i.id = p_invoice)
            and (i.due_date + s.days > after or i.id || ':' || s.stage > p_after_key) and (i.phase <> 'PAID' or i.due_date + s.days <= today)
            and not exists (select from public.reminders r where r.tenant_id = i.tenant_id and r.invoice_id = i.id and r.stage = s.stage and r.due_date = i.due_date)
          order by 1, 2, 3 limit p_limit)) u
      order by u.day, u.key limit p_limit) l
    join public.invoices i on i.tenant_id = app.tenant() and i.id = l.invoice_id);
end $$;

-- What a schedule would have sent between two days: what was out before and still owed on that morning, as far as it was known then. Whose contact
-- has a schedule of its own is left out.
create or replace function app.rehearsed_reminders(p_from date, p_to date, p_schedule jsonb, p_after date, p_after_key text, p_limit int) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare after date := coalesce(p_after, '-infinity'); first date := greatest(p_from, coalesce(p_after, p_from)); zone text := app.zone(); nine constant time := '09:00';
begin
  return (select json_agg(json_build_array(u.day, u.id, u.stage, 'EMAIL', 'SENT', null, false, null, u.number, u.name, u.created_by, u.key, null, null) order by u.day, u.key)
    from (select o.* from app.stages_of(p_schedule, null) s cross join lateral (
        select i.due_date + s.days as day, i.id, s.stage, i.invoice_number as number, coalesce(i.snapshot->'contact'->>'display_name', '') as name, i.created_by, i.id || ':' || s.stage as key
        from public.invoices i
        where s.stage <> 'COLLECTIONS' and i.tenant_id = app.tenant() and i.due_date between first - s.days and p_to - s.days and i.sent_at is not null and i.deleted_at is null
          and (i.due_date + s.days > after or i.id || ':' || s.stage > p_after_key)
          and (i.sent_at at time zone zone)::date < i.due_date + s.days and coalesce(i.voided_at, 'infinity') > (i.due_date + s.days + nine) at time zone zone
          and (i.phase in ('SENT', 'PARTIALLY_PAID', 'VOID') or exists (select from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.applied > 0
            and p.created_at > (i.due_date + s.days + nine) at time zone zone)
            or exists (select from public.invoice_credits k where k.tenant_id = i.tenant_id and k.invoice_id = i.id and k.amount > 0
              and k.created_at > (i.due_date + s.days + nine) at time zone zone))
          and not exists (select from public.contacts c where c.tenant_id = i.tenant_id and c.id = i.contact_id and c.reminders is not null)
        order by i.due_date, i.id limit p_limit) o
      order by o.day, o.key limit p_limit) u);
end $$;
grant execute on function app.stages_of(jsonb, jsonb), app.listed_reminders(date, date, jsonb, date, text, int, uuid), app.rehearsed_reminders(date, date, jsonb, date, text, int) to hub_app;
