-- What a draft is read from, as far as whoever asks may see it; null where it is not there. Of a file its words are read elsewhere.
create or replace function app.ai_draft_source(p_type text, p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return case p_type
    when 'MESSAGE' then (select jsonb_build_object('text', m.new_text, 'subject', m.subject, 'received_at', m.received_at, 'is_written', m.kind = 'MESSAGE',
        'conversation_id', c.id, 'contact_id', app.work_contact(c.contact_id)->>'id', 'assigned_to', c.assigned_to)
      from public.messages m join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id and c.deleted_at is null
      where m.tenant_id = app.tenant() and m.id = p_id)
    when 'WORK_ITEM' then (select jsonb_build_object('text', concat_ws(E'\n', w.description, n.notes), 'subject', w.title, 'received_at', w.updated_at, 'is_written', true,
        'conversation_id', null, 'contact_id', app.work_contact(w.contact_id)->>'id', 'assigned_to', w.assigned_to)
      from public.work_items w left join lateral (select string_agg(k.body, E'\n' order by k.created_at, k.id) as notes from (select x.* from public.work_item_notes x
        where x.tenant_id = w.tenant_id and x.work_item_id = w.id order by x.created_at desc, x.id desc limit 20) k) n on true
      where w.tenant_id = app.tenant() and w.id = p_id and w.deleted_at is null)
    when 'FILE' then (select jsonb_build_object('text', '', 'subject', '', 'received_at', f.created_at, 'is_written', true, 'conversation_id', null, 'contact_id', null, 'assigned_to', null,
        'file', jsonb_build_object('status', f.status, 'mime_type', f.mime_type, 'size_bytes', f.size_bytes, 'object_key', f.object_key))
      from public.files f where f.tenant_id = app.tenant() and f.id = p_id and f.deleted_at is null)
  end;
end $$;

-- What the business wished of machines (C-26), and how a message stands that came in: whether its sender is proven and a customer from before it, and
-- how many drafts were made without anybody asking within a day, of its sender and of all. Null where it is none that came in.
create or replace function app.message_standing(p_message uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare made text := 'job:AI_DRAFT_MAKE';
begin
  return (select jsonb_build_object('autonomy', app.autonomy(), 'currency', t.currency, 'is_fresh', m.received_at > app.now() - interval '2 days',
      -- What came as a mail is its sender's, in whatever conversation: proven, and of the contact that it would be billed to.
      'is_vouched', case when m.proven is not null then m.proven = 'VERIFIED' and app.contact_by('EMAIL', array[m.from_address]) is not distinct from c.contact_id
        when c.channel = 'WEB_PORTAL' then m.created_by = 'portal' else c.channel = 'SMS' end,
      'is_known', exists (select from public.contacts k where k.tenant_id = m.tenant_id and k.id = c.contact_id and k.created_at < m.received_at and k.deleted_at is null),
      'is_drafted', exists (select from public.ai_drafts d where d.tenant_id = m.tenant_id and d.source_id = m.id and d.deleted_at is null),
      'made', (select count(*) from (select from public.ai_drafts d where d.tenant_id = m.tenant_id and d.created_by = made and d.created_at > app.now() - interval '1 day' and d.deleted_at is null limit 1000) x),
      'made_of_sender', (select count(*) from public.ai_drafts d join public.messages x on x.tenant_id = d.tenant_id and x.id = d.message_id and x.from_address = m.from_address and (m.from_address <> '' or x.conversation_id = m.conversation_id)
        where d.tenant_id = m.tenant_id and d.created_by = made and d.created_at > app.now() - interval '1 day' and d.deleted_at is null))
    from public.messages m join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id and c.deleted_at is null join app.tenants t on t.id = m.tenant_id
    where m.tenant_id = app.tenant() and m.id = p_message and m.direction = 'INBOUND');
end $$;

create or replace function app.autonomy() returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select o.overrides_json #> '{automations,ai_drafts}' from app.tenant_profile_overrides o where o.tenant_id = app.tenant()), '{}')
$$;

-- Leaves the work of a draft where the business wished one of each message that comes in: its key, or null.
create or replace function app.draft_by_itself(p_message uuid) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if coalesce(app.autonomy()->>'level', 'L1') = 'L1' then return null; end if;
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (app.tenant(), 'AI_DRAFT_MAKE', 'ai_draft.make:' || p_message, jsonb_build_object('message_id', p_message), app.now())
    on conflict on constraint jobs_pkey do nothing;
  return 'ai_draft.make:' || p_message;
end $$;

-- What the making of a draft is told of a business besides: its money and its price list, the newest p_items of it.
create or replace function app.ai_draft_facts(p_items int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return app.extraction_facts(500) || (select jsonb_build_object('currency', t.currency, 'items', (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'name', i.name, 'unit', i.unit,
      'rate', trim_scale(i.rate_e6::numeric / 1000000)::text)), '[]')
    from (select x.* from public.items x where x.tenant_id = t.id and x.status = 'ACTIVE' and x.deleted_at is null order by x.created_at desc, x.id desc limit least(p_items, 500)) i))
    from app.tenants t where t.id = app.tenant());
end $$;

-- Of whom some words may tell: whose address or number stands in them, or each word of whose name. Whether they do is judged by
-- the words themselves. An agent is told of his own, a reviewer of nobody.
create or replace function app.contacts_told(p_text text) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare said text := left(p_text, 20000); words text[]; mails text[]; numbers text[]; most int := 50;
  apart text := '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+';
begin
  if coalesce(said, '') = '' or app.role() = 'OPS' then return '[]'; end if;
  words := array(select distinct w from regexp_split_to_table(lower(replace(translate(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g'), 'ŁłØøĐđ', 'llooddd'), 'ß', 'ss')), apart) w where w <> '' limit 2000);
  mails := array(select distinct unnest(array[m[1] || '@' || lower(m[2]), lower(m[1] || '@' || m[2])]) from regexp_matches(said, '([^\s@"(),:;<>\[\]]{1,64})@([[:alnum:]._-]{3,253}[[:alnum:]])', 'g') m limit 40);
  numbers := array(select distinct ltrim(regexp_replace(m[1], '[^0-9]', '', 'g'), '0') from regexp_matches(said, '([0-9+(][0-9 ().+/-]{4,20}[0-9])', 'g') m limit 40);
  return (with told as (
      select c.id, 1 as rank from public.contacts c where c.tenant_id = app.tenant() and c.email = any (mails) and c.deleted_at is null
      union all select a.contact_id, 1 from public.contact_addresses a where a.tenant_id = app.tenant() and a.kind = 'EMAIL' and a.value = any (mails)
      union all select s.id, 2 from public.search_terms s where s.tenant_id = app.tenant() and s.kind = 'contact' and s.term = any (numbers) and s.field in ('phone', 'other')
      union all (select s.id, 3 from public.search_terms s join public.contacts c on c.tenant_id = s.tenant_id and c.id = s.id and c.deleted_at is null
        where s.tenant_id = app.tenant() and s.kind = 'contact' and s.term = any (words) and s.field in ('display_name', 'company_name')
        group by s.id, s.field, c.display_name, c.company_name
        having count(*) >= greatest(2, cardinality(regexp_split_to_array(btrim(regexp_replace(case s.field when 'display_name' then c.display_name else c.company_name end, apart, ' ', 'g')), ' ')))
        limit 500)
    ), found as (select id, min(rank) as rank from told group by id order by 2, 1 limit most)
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'display_name', c.display_name, 'company_name', c.company_name,
        'emails', (select coalesce(jsonb_agg(v), '[]') from (select c.email as v where c.email is not null union all select a.value from public.contact_addresses a where a.tenant_id = c.tenant_id and a.contact_id = c.id and a.kind = 'EMAIL') e),
        'phones', (select coalesce(jsonb_agg(v), '[]') from (select c.phone as v where c.phone is not null union all select a.value from public.contact_addresses a where a.tenant_id = c.tenant_id and a.contact_id = c.id and a.kind = 'PHONE') t)) order by f.rank, c.created_at, c.id), '[]')
      from found f join public.contacts c on c.tenant_id = app.tenant() and c.id = f.id and c.deleted_at is null and c.status = 'ACTIVE' and c.type <> 'VENDOR');
end $$;

-- Of the same contact and the same day: what a draft may be of already. Whether it is alike is judged by its words and sums.
create or replace function app.ai_draft_candidates(d public.ai_drafts) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(case d.intent
    when 'DRAFT_INVOICE' then (select jsonb_agg(to_jsonb(x)) from (select 'INVOICE' as type, i.id, coalesce(i.invoice_number, '') as title, i.subtotal::text as amount, i.currency, i.created_at from public.invoices i
      where i.tenant_id = d.tenant_id and i.contact_id = d.contact_id and i.deleted_at is null and i.status <> 'VOID' and app.local_date(i.created_at) = app.today()
      order by i.created_at desc, i.id desc limit 20) x)
    when 'DRAFT_QUOTE' then (select jsonb_agg(to_jsonb(x)) from (select 'QUOTE' as type, q.id, coalesce(q.quote_number, '') as title, q.subtotal::text as amount, q.currency, q.created_at from public.quotes q
      where q.tenant_id = d.tenant_id and q.contact_id = d.contact_id and q.deleted_at is null and app.local_date(q.created_at) = app.today()
      order by q.created_at desc, q.id desc limit 20) x)
    when 'DRAFT_EXPENSE' then (select jsonb_agg(to_jsonb(x)) from (select 'EXPENSE' as type, e.id, coalesce(e.vendor_name, '') as title, e.amount::text as amount, e.currency, e.created_at from public.expenses e
      where e.tenant_id = d.tenant_id and e.expense_date = app.day_or_null(d.draft_payload->>'expense_date') and e.deleted_at is null and e.amount is not null
      order by e.created_at desc, e.id desc limit 20) x)
    else (select jsonb_agg(to_jsonb(x)) from (select 'WORK_ITEM' as type, w.id, w.title, null as amount, null as currency, w.created_at from public.work_items w
      where w.tenant_id = d.tenant_id and w.contact_id = d.contact_id and w.deleted_at is null and w.id is distinct from d.work_item_id and app.local_date(w.created_at) = app.today()
      order by w.due_key, w.id limit 20) x)
  end, '[]');
end $$;

-- A day as it was written, unless it is none.
create or replace function app.day_or_null(p_day text) returns date
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return p_day::date;
exception when others then
  return null;
end $$;

-- Why what was made of a draft cannot be unmade: CHANGED, or what was made of it or is in it; null where it can. GONE: there is nothing to unmake.
create or replace function app.ai_draft_depended(d public.ai_drafts) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare is_version int;
begin
  if d.applied_version is null then return null; end if;
  is_version := case when d.invoice_id is not null then (select i.version from public.invoices i where i.tenant_id = d.tenant_id and i.id = d.invoice_id and i.deleted_at is null)
    when d.quote_id is not null then (select q.version from public.quotes q where q.tenant_id = d.tenant_id and q.id = d.quote_id and q.deleted_at is null)
    when d.expense_id is not null then (select e.version from public.expenses e where e.tenant_id = d.tenant_id and e.id = d.expense_id and e.deleted_at is null)
    else (select w.version from public.work_items w where w.tenant_id = d.tenant_id and w.id = d.made_work_item_id and w.deleted_at is null) end;
  return case when is_version is null then 'GONE'
    when d.made_work_item_id is not null and exists (select from public.invoices i where i.tenant_id = d.tenant_id and i.work_item_id = d.made_work_item_id and i.deleted_at is null) then 'INVOICE'
    when d.made_work_item_id is not null and exists (select from public.quotes q where q.tenant_id = d.tenant_id and q.work_item_id = d.made_work_item_id and q.deleted_at is null) then 'QUOTE'
    when d.made_work_item_id is not null and exists (select from public.work_item_notes n where n.tenant_id = d.tenant_id and n.work_item_id = d.made_work_item_id) then 'NOTES'
    when d.expense_id is null and exists (select from public.files f where f.tenant_id = d.tenant_id and f.linked_entity_id = d.applied_id and f.id is distinct from d.file_id and f.deleted_at is null) then 'FILES'
    when is_version <> d.applied_version then 'CHANGED' end;
end $$;

-- Nobody changes what was made before this is written.
create or replace function app.hold_what_was_made(p_id uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare d public.ai_drafts;
begin
  select * into strict d from public.ai_drafts x where x.tenant_id = app.tenant() and x.id = p_id;
  if d.invoice_id is not null then perform from public.invoices i where i.tenant_id = d.tenant_id and i.id = d.invoice_id for update;
  elsif d.quote_id is not null then perform from public.quotes q where q.tenant_id = d.tenant_id and q.id = d.quote_id for update;
  elsif d.expense_id is not null then perform from public.expenses e where e.tenant_id = d.tenant_id and e.id = d.expense_id for update;
  else perform from public.work_items w where w.tenant_id = d.tenant_id and w.id = d.made_work_item_id for update; end if;
end $$;

create or replace function app.must_be_undoable(p_id uuid) returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare d public.ai_drafts;
begin
  select * into strict d from public.ai_drafts x where x.tenant_id = app.tenant() and x.id = p_id;
  if coalesce(app.ai_draft_depended(d), 'GONE') <> 'GONE' then raise exception 'It was changed meanwhile' using errcode = 'U0409', hint = 'ai_drafts'; end if;
end $$;

-- The receipt of an expense that is unmade belongs to another that has it as well, else to nothing again, as before.
create or replace function app.free_receipt(p_expense uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.files f set expense_id = (select e.id from public.expenses e where e.tenant_id = f.tenant_id and e.receipt_file_id = f.id and e.id <> p_expense and e.deleted_at is null order by e.id limit 1), version = f.version + 1, updated_at = app.now() where f.tenant_id = app.tenant() and f.expense_id = p_expense;
end $$;

-- A draft that is decided on keeps its picture no longer: what nothing has a day later goes (H-ENT-11).
create or replace function app.let_go_of_file(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select d.tenant_id, 'FILE_FORGET', 'file.draft:' || d.id || ':' || d.version, jsonb_build_object('file_id', d.file_id), app.now() + interval '1 day'
      from public.ai_drafts d where d.tenant_id = app.tenant() and d.id = p_id and d.file_id is not null
    on conflict on constraint jobs_pkey do nothing;
end $$;

create or replace function app.ai_draft_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(d) || jsonb_build_object('role', app.role(), 'agent', app.agent(), 'contact', app.ai_draft_contact(d.contact_id),
      'kept_contact_id', app.kept_contact(d), 'kept_vendor_id', app.standing_contact((d.kept #>> '{expense.vendor_contact_id,value}')::uuid),
      'source_contact_id', app.standing_contact((d.fields #>> '{contact_id,value}')::uuid), 'vendor_id', app.standing_contact((d.draft_payload->>'vendor_contact_id')::uuid), 'off', app.off(), 'bars', app.ai_draft_bars(d.intent, d.draft_payload, app.home_currency()),
      'candidates', case when d.status in ('READY', 'PENDING_QC', 'APPROVED') then app.ai_draft_candidates(d) else '[]' end, 'depended', app.ai_draft_depended(d))
      || case when app.role() = 'OPS' then jsonb_build_object('review', app.review_of(d.id)) else '{}' end
    from public.ai_drafts d where d.tenant_id = app.tenant() and d.id = p_id and d.deleted_at is null);
end $$;

-- Of whom it is, also for an agent whose draft it is, though the contact is not.
create or replace function app.ai_draft_contact(p_contact uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return app.work_contact(p_contact) - '{email,phone}'::text[];
end $$;

-- What a draft says that not everybody may: money that is not the business's, whose work it is. An agent's own is his anyway.
create or replace function app.ai_draft_bars(p_intent text, p_payload jsonb, p_home text) returns text[]
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select array_remove(array[
    case when p_intent in ('DRAFT_QUOTE', 'DRAFT_INVOICE') and p_payload->>'currency' <> p_home then 'CURRENCY' end,
    case when p_intent in ('CREATE_WORK_ITEM', 'DRAFT_AR_MESSAGE') and p_payload->>'assigned_to' is distinct from app.agent() and p_payload->>'assigned_to' is not null then 'ASSIGNEE' end], null)
$$;

create or replace function app.home_currency() returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select t.currency from app.tenants t where t.id = app.tenant());
end $$;

-- A contact as it stands now: itself, whom it was merged into, or nobody; an agent need not see it otherwise.
create or replace function app.standing_contact(p_contact uuid) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); found uuid;
begin
  if p_contact is null then return null; end if;
  perform set_config('app.agent', '', true);
  select k.id into found from public.contacts c join public.contacts k on k.tenant_id = c.tenant_id and k.id = coalesce(c.merged_into, c.id) and k.deleted_at is null
    where c.tenant_id = app.tenant() and c.id = p_contact;
  perform set_config('app.agent', coalesce(agent, ''), true);
  return found;
end $$;

-- For whom a draft is was looked up when he was chosen; nothing is made for who is gone meanwhile, whoever sees him.
create or replace function app.must_stand(p_contact uuid, p_field text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if app.standing_contact(p_contact) is null then raise exception 'No such record' using errcode = 'U0422', hint = p_field; end if;
end $$;

-- Whom a person chose before it was of its kind, while that contact stands.
create or replace function app.kept_contact(d public.ai_drafts) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return app.standing_contact((d.kept #>> '{contact_id,value}')::uuid);
end $$;

grant execute on function app.message_standing(uuid), app.ai_draft_source(text, uuid), app.ai_draft_facts(int), app.contacts_told(text), app.ai_draft_candidates(public.ai_drafts), app.day_or_null(text), app.ai_draft_depended(public.ai_drafts),
  app.hold_what_was_made(uuid), app.must_be_undoable(uuid), app.free_receipt(uuid), app.let_go_of_file(uuid), app.ai_draft_object(uuid), app.ai_draft_contact(uuid), app.kept_contact(public.ai_drafts), app.standing_contact(uuid), app.must_stand(uuid, text), app.ai_draft_bars(text, jsonb, text), app.home_currency() to hub_app;
