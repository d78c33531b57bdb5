-- A person is erased (C-34): what is personal goes, step by step; what the law wants kept stays as it was printed.

-- What stands where the name was.
create or replace function app.erased_name() returns text language sql immutable set search_path = pg_catalog, pg_temp as $$ select 'Erased person' $$;

-- Nothing new is made for who was erased. Money and corrections of what was billed may still come, and an archive brings what it has.
create or replace function app.live_contact(p_tenant uuid, p_contact uuid, p_field text) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who uuid := app.merged_into(p_tenant, p_contact); agent text := app.agent(); is_erased boolean;
begin
  if agent is not null then perform set_config('app.agent', '', true); end if;
  is_erased := exists (select from public.contacts c where c.tenant_id = p_tenant and c.id = who and c.status = 'ERASED');
  if agent is not null then perform set_config('app.agent', agent, true); end if;
  if is_erased and coalesce(app.actor(), '') <> 'job:ARCHIVE_IMPORT' then
    if app.actor() like 'job:%' then return null; end if;
    raise exception 'This person was erased: make a new contact' using errcode = 'U0422', hint = p_field;
  end if;
  return who;
end $$;

create or replace function app.follow_merge() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name in ('work_items', 'conversations', 'files', 'invoices', 'quotes', 'recurring_invoices') and tg_op = 'INSERT' then
    new.contact_id := case when tg_table_name in ('work_items', 'conversations', 'files') or app.actor() not like 'job:%'
      then app.live_contact(new.tenant_id, new.contact_id, 'contact_id') else app.merged_into(new.tenant_id, new.contact_id) end;
  else
    new.contact_id := app.merged_into(new.tenant_id, new.contact_id);
  end if;
  return new;
end $$;

-- The contact and those that went into it.
create or replace function app.one_person(p_contact uuid) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p_contact || array(select c.id from public.contacts c where c.tenant_id = app.tenant() and c.merged_into = p_contact)
$$;

-- What is still open and needs the person, at most p_limit of it: to be settled before.
create or replace function app.erasure_open(p_contact uuid, p_limit int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := app.tenant(); who uuid[] := app.one_person(p_contact);
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('kind', o.kind, 'id', o.id, 'label', o.label)), '[]') from (
    select 'INVOICE' as kind, i.id, i.invoice_number as label from public.invoices i where i.tenant_id = here and i.contact_id = any (who) and i.deleted_at is null
        and (i.send_at is not null or (i.status = 'SENT' and i.amount_due > 0))
    union all select 'MONEY', u.id, null from public.unapplied_money u where u.tenant_id = here and u.contact_id = any (who) and u.amount > u.applied + u.returned
    union all select 'QUOTE', q.id, q.quote_number from public.quotes q where q.tenant_id = here and q.contact_id = any (who) and q.deleted_at is null
        and (q.send_at is not null or q.status = 'APPROVED' or (q.status = 'SENT' and q.expiry_date >= app.today()))
    union all select 'CREDIT_NOTE', n.id, n.credit_note_number from public.credit_notes n where n.tenant_id = here and n.contact_id = any (who) and n.deleted_at is null and n.send_at is not null
    union all select 'DISPUTE', i.id, i.invoice_number from public.invoices i join public.disputes d on d.tenant_id = i.tenant_id and d.invoice_id = i.id and d.open
        where i.tenant_id = here and i.contact_id = any (who)
    union all select 'REFUND', p.invoice_id, i.invoice_number from public.invoices i join public.payments p on p.tenant_id = i.tenant_id and p.invoice_id = i.id
        where i.tenant_id = here and i.contact_id = any (who) and (exists (select from public.refund_requests r where r.tenant_id = here and r.payment_id = p.id and r.status = 'OPEN')
          or exists (select from public.refunds r where r.tenant_id = here and r.provider_payment_id = p.provider_payment_id and r.status = 'PENDING'))
    union all select 'RECURRING_INVOICE', r.id, null from public.recurring_invoices r where r.tenant_id = here and r.contact_id = any (who) and r.deleted_at is null and r.status <> 'ENDED'
    union all select 'WORK_ITEM', w.id, w.title from public.work_items w where w.tenant_id = here and w.contact_id = any (who) and w.deleted_at is null and w.status not in ('DONE', 'CANCELED')
    union all select 'EXPENSE', e.id, e.invoice_number from public.expenses e where e.tenant_id = here and e.vendor_contact_id = any (who) and e.deleted_at is null and e.status in ('DRAFT', 'SUBMITTED')
    limit p_limit) o);
end $$;

-- How many of what stays.
create or replace function app.erasure_kept(p_contact uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := app.tenant(); who uuid[] := app.one_person(p_contact);
begin
  return jsonb_build_object(
    'invoices', (select count(*) from public.invoices i where i.tenant_id = here and i.contact_id = any (who) and i.finalised_at is not null),
    'credit_notes', (select count(*) from public.credit_notes n where n.tenant_id = here and n.contact_id = any (who) and n.finalised_at is not null),
    'quotes', (select count(*) from public.quotes q where q.tenant_id = here and q.contact_id = any (who) and q.status in ('APPROVED', 'CONVERTED')),
    'expenses', (select count(*) from public.expenses e where e.tenant_id = here and e.vendor_contact_id = any (who) and e.deleted_at is null and e.status = 'APPROVED'));
end $$;

-- How far it is: NONE, RUNNING or DONE.
create or replace function app.erasure_object(p_contact uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare e app.erasures; c public.contacts;
begin
  select * into c from public.contacts k where k.tenant_id = app.tenant() and k.id = p_contact and k.deleted_at is null;
  if not found then return null; end if;
  select * into e from app.erasures x where x.tenant_id = app.tenant() and x.contact_id = p_contact;
  return jsonb_build_object('status', case when c.status <> 'ERASED' then 'NONE' when e.done_at is null and e.step is not null then 'RUNNING' else 'DONE' end,
    'progress', case when e.done_at is not null or e.step is null then 100 else e.step * 100 / 8 end, 'asked_at', e.asked_at, 'done_at', e.done_at,
    'open', case when c.status = 'ERASED' then '[]' else app.erasure_open(p_contact, 21) end, 'kept', app.erasure_kept(p_contact));
end $$;

-- Behind the lock of the contact: judged anew, then its own record goes at once. The rest is a job's.
create or replace function app.erase_contact(p_contact uuid, p_confirm text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := app.tenant(); who uuid[]; open jsonb; c public.contacts;
begin
  perform set_config('app.agent', '', true);
  select * into strict c from public.contacts k where k.tenant_id = here and k.id = p_contact;
  if lower(btrim(p_confirm)) <> lower(btrim(c.display_name)) then
    raise exception 'Type the name as it stands: %', c.display_name using errcode = 'U0422', hint = 'confirm';
  end if;
  open := app.erasure_open(p_contact, 4);
  if open <> '[]' then
    raise exception 'Still open: %. Settle it first', (select string_agg(lower(replace(o->>'kind', '_', ' ')) || coalesce(' ' || (o->>'label'), ''), ', ') from jsonb_array_elements(open) o)
      using errcode = 'U0409', hint = 'erasure';
  end if;
  who := app.one_person(p_contact);
  perform from public.contacts k where k.tenant_id = here and k.id = any (who) for update;
  insert into app.erasures (tenant_id, contact_id, named) select here, p_contact, jsonb_build_object('who', to_jsonb(who),
      'names', (select jsonb_object_agg(k.id, k.display_name) from public.contacts k where k.tenant_id = here and k.id = any (who)),
      'points', (select coalesce(jsonb_agg(distinct p.value), '[]') from (
        select unnest(array[k.email, k.phone]) as value from public.contacts k where k.tenant_id = here and k.id = any (who)
        union select a.value from public.contact_addresses a where a.tenant_id = here and a.contact_id = any (who)) p where p.value <> ''));
  delete from public.contact_addresses a where a.tenant_id = here and (a.contact_id = any (who)
    or exists (select from public.contact_merges m where m.tenant_id = here and m.id = a.merge_id and (m.kept_id = any (who) or m.gone_id = any (who))));
  delete from public.contact_merge_moves v using public.contact_merges m where v.tenant_id = here and m.tenant_id = here and v.merge_id = m.id and (m.kept_id = any (who) or m.gone_id = any (who));
  delete from public.contact_merges m where m.tenant_id = here and (m.kept_id = any (who) or m.gone_id = any (who));
  delete from public.search_terms s where s.tenant_id = here and s.kind = 'contact' and s.id = any (who);
  update public.contacts k set status = 'ERASED', display_name = app.erased_name(), company_name = null, email = null, phone = null, address_line1 = null, address_line2 = null,
      city = null, region = null, postal_code = null, country = null, tax_id = null, language = null, tags = '{}', notes = null, reminders = null,
      version = k.version + 1, updated_at = app.now()
    where k.tenant_id = here and k.id = any (who);
  update public.contacts k set email_problem = null, email_problem_reason = null, email_problem_at = null where k.tenant_id = here and k.id = any (who);
end $$;

grant execute on function app.erasure_object(uuid), app.erase_contact(uuid, text) to hub_app;
