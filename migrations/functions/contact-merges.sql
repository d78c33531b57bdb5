-- Two contacts that are one. Everything that names a contact stands once in app.contact_references: a test finds a table that does not.
-- What reads by row is planned each time: a session may have planned it while the tables were empty.

-- kind: as it is searched. is_record: it has a version, and may be deleted; what was deleted stays where it was.
create or replace function app.contact_references() returns table (of_table text, of_column text, kind text, is_record boolean)
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  values ('invoices', 'contact_id', 'invoice', true), ('quotes', 'contact_id', 'quote', true), ('credit_notes', 'contact_id', 'credit_note', true), ('work_items', 'contact_id', 'work_item', true),
    ('conversations', 'contact_id', 'conversation', true), ('expenses', 'vendor_contact_id', 'expense', true), ('recurring_invoices', 'contact_id', null, true), ('ai_drafts', 'contact_id', null, true), ('files', 'contact_id', null, true),
    ('unapplied_money', 'contact_id', null, false), ('contact_addresses', 'contact_id', null, false), ('consents', 'contact_id', null, false), ('contacts', 'merged_into', null, false)
$$;

-- How much names a contact, at most p_most of each.
create or replace function app.contact_usage(p_id uuid, p_most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare r record; n int; used jsonb := '{}';
begin
  for r in select * from app.contact_references() loop
    execute format('select count(*) from (select from public.%I t where t.tenant_id = app.tenant() and t.%I = $1 %s limit $2) t',
      r.of_table, r.of_column, case when r.is_record then 'and t.deleted_at is null' else '' end) into n using p_id, p_most;
    used := used || jsonb_build_object(r.of_table, n);
  end loop;
  return used;
end $$;

-- What named one contact names the other, and is written down.
create or replace function app.move_to_contact(p_merge uuid, p_from uuid, p_to uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  for r in select * from app.contact_references() loop
    execute format($q$
      with moved as (update public.%1$I t set %2$I = $1 %3$s where t.tenant_id = app.tenant() and t.%2$I = $2 %4$s returning t.id, %5$s as is_frozen)
      insert into public.contact_merge_moves (tenant_id, merge_id, of_table, open_ids, frozen_ids)
        select app.tenant(), $3, %1$L, coalesce(array_agg(id) filter (where not is_frozen), '{}'), coalesce(array_agg(id) filter (where is_frozen), '{}')
        from moved having count(*) > 0$q$,
      r.of_table, r.of_column, case when r.is_record then ', version = t.version + 1, updated_at = app.now()' else '' end,
      case when r.is_record then 'and t.deleted_at is null' else '' end,
      case when r.of_table in ('invoices', 'quotes', 'credit_notes') then 't.finalised_at is not null' else 'false' end) using p_to, p_from, p_merge;
  end loop;
end $$;

-- What was moved and still is where it was moved to goes back.
create or replace function app.move_back(p_merge uuid, p_from uuid, p_to uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record; ids uuid[];
begin
  for r in select * from app.contact_references() loop
    select m.open_ids || m.frozen_ids into ids from public.contact_merge_moves m where m.tenant_id = app.tenant() and m.merge_id = p_merge and m.of_table = r.of_table;
    execute format('update public.%1$I t set %2$I = $1 %3$s where t.tenant_id = app.tenant() and t.%2$I = $2 and t.id = any ($3)',
      r.of_table, r.of_column, case when r.is_record then ', version = t.version + 1, updated_at = app.now()' else '' end) using p_to, p_from, ids;
  end loop;
end $$;

-- What was moved is found by the names of the contact that it names now. What had gone out keeps the names that stand on it; the others'
-- are its own only as long as the merge.
create or replace function app.index_moved(p_merge uuid, p_contact uuid, p_undone boolean) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare r record; names text[] := app.names_of(p_contact);
begin
  for r in select k.kind, m.frozen_ids, m.open_ids from public.contact_merge_moves m join app.contact_references() k on k.of_table = m.of_table and k.kind is not null
      where m.tenant_id = app.tenant() and m.merge_id = p_merge loop
    perform app.index_under('contact', r.kind, r.open_ids, names), app.index_under('merged', r.kind, r.frozen_ids, case when not p_undone then names end);
  end loop;
end $$;

create or replace function app.index_under(p_field text, p_kind text, p_ids uuid[], p_terms text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  delete from public.search_terms t where t.tenant_id = app.tenant() and t.kind = p_kind and t.id = any (p_ids) and t.field = p_field;
  insert into public.search_terms (tenant_id, kind, id, term, field) select app.tenant(), p_kind, id, term, p_field from unnest(p_ids) id, unnest(p_terms) term;
end $$;

create or replace function app.either(p_theirs boolean, p_kept text, p_gone text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  as $$ select case when p_theirs then coalesce(p_gone, p_kept) else coalesce(p_kept, p_gone) end $$;

-- Of two that are one: who does not want to be written to is not, whichever of them said so.
create or replace function app.stricter(p_kept text, p_gone text) returns text
  language sql immutable set search_path = pg_catalog, pg_temp
  as $$ select case when 'WITHDRAWN' in (p_kept, p_gone) then 'WITHDRAWN' else coalesce(p_kept, p_gone) end $$;

-- What two contacts are together: of each field what was chosen, of one that is blank the other; tags and notes of both.
create or replace function app.merged_contact(kept public.contacts, gone public.contacts, p_take text[]) returns public.contacts
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare one public.contacts := kept; lives public.contacts;
begin
  one.type := app.either('type' = any (p_take), kept.type, gone.type);
  one.display_name := app.either('display_name' = any (p_take), kept.display_name, gone.display_name);
  one.company_name := app.either('company_name' = any (p_take), kept.company_name, gone.company_name);
  one.email := app.either('email' = any (p_take), kept.email, gone.email);
  one.phone := app.either('phone' = any (p_take), kept.phone, gone.phone);
  one.tax_id := app.either('tax_id' = any (p_take), kept.tax_id, gone.tax_id);
  one.language := app.either('language' = any (p_take), kept.language, gone.language);
  one.assigned_to := app.either('assigned_to' = any (p_take), kept.assigned_to, gone.assigned_to);
  -- An address is one thing: a street of one with the town of the other is nowhere.
  lives := case when not app.has_address(kept) or ('address' = any (p_take) and app.has_address(gone)) then gone else kept end;
  one.address_line1 := lives.address_line1; one.address_line2 := lives.address_line2; one.city := lives.city;
  one.region := lives.region; one.postal_code := lives.postal_code; one.country := coalesce(lives.country, kept.country, gone.country);
  one.email_consent := app.stricter(kept.email_consent, gone.email_consent);
  one.sms_consent := app.stricter(kept.sms_consent, gone.sms_consent);
  one.reminders := coalesce(kept.reminders, gone.reminders);
  one.status := case when 'ACTIVE' in (kept.status, gone.status) then 'ACTIVE' else kept.status end;
  one.tags := array(select t from (select t, min(n) as n from unnest(kept.tags || gone.tags) with ordinality u (t, n) group by t) tags order by n);
  one.notes := case when kept.notes = gone.notes then kept.notes else concat_ws(E'\n\n', kept.notes, gone.notes) end;
  one.notes := nullif(one.notes, '');
  if one.email is distinct from kept.email or (one.email = gone.email and kept.email_problem is null) then
    one.email_problem := gone.email_problem; one.email_problem_reason := gone.email_problem_reason; one.email_problem_at := gone.email_problem_at;
  end if;
  return one;
end $$;

create or replace function app.has_address(c public.contacts) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp
  as $$ select num_nonnulls(c.address_line1, c.address_line2, c.city, c.region, c.postal_code) > 0 $$;

-- Writes columns of a contact. Its mail address first: that it changes forgets what was known of the one before.
create or replace function app.set_contact(p_id uuid, p_columns jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c public.contacts;
begin
  select (jsonb_populate_record(k, p_columns)).* into strict c from public.contacts k where k.tenant_id = app.tenant() and k.id = p_id for update;
  update public.contacts k set type = c.type, display_name = c.display_name, company_name = c.company_name, email = c.email, phone = c.phone,
      address_line1 = c.address_line1, address_line2 = c.address_line2, city = c.city, region = c.region, postal_code = c.postal_code, country = c.country,
      tax_id = c.tax_id, language = c.language, tags = c.tags, notes = c.notes, status = c.status, assigned_to = c.assigned_to, email_consent = c.email_consent, sms_consent = c.sms_consent, reminders = c.reminders,
      version = k.version + 1, updated_at = app.now()
    where k.tenant_id = app.tenant() and k.id = p_id;
  update public.contacts k set email_problem = c.email_problem, email_problem_reason = c.email_problem_reason, email_problem_at = c.email_problem_at
    where k.tenant_id = app.tenant() and k.id = p_id and k.email_problem is distinct from c.email_problem;
end $$;

create or replace function app.changed_columns(was public.contacts, now public.contacts) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(to_jsonb(now)) e (k, v) where v is distinct from to_jsonb(was)->k
$$;

-- A contact is found by its other addresses, too.
create or replace function app.index_other_addresses(p_contact uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.index_terms('contact', p_contact, jsonb_build_object('other', (select coalesce(jsonb_agg(distinct term), '[]')
    from public.contact_addresses a, unnest(a.terms) term where a.tenant_id = app.tenant() and a.contact_id = p_contact)))
$$;

-- The addresses and numbers of both that neither field holds any more.
create or replace function app.keep_addresses(p_merge uuid, one public.contacts, of public.contacts, p_terms jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.contact_addresses (tenant_id, contact_id, merge_id, kind, value, terms, problem)
    select app.tenant(), one.id, p_merge, v.kind, v.value, array(select jsonb_array_elements_text(v.terms)), v.problem
    from (values ('EMAIL', of.email, one.email, p_terms->'email', of.email_problem), ('PHONE', of.phone, one.phone, p_terms->'phone', null)) v (kind, value, held, terms, problem)
    where v.value is not null and v.value is distinct from v.held
$$;

-- Refuses, in words, what cannot be one contact. p_most: of what names it, so that a trip takes seconds.
create or replace function app.must_merge(kept public.contacts, gone public.contacts, one public.contacts, p_most int) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare used int := (select sum(n::int) from jsonb_each_text(app.contact_usage(gone.id, p_most + 1)) u (k, n));
begin
  if used > p_most then
    raise exception 'More than % documents, messages and files belong to this contact: merge the other way round, so that the one with more stays', p_most
      using errcode = 'U0422', hint = 'other_id';
  end if;
  if cardinality(one.tags) > 20 then
    raise exception 'Together they have % tags, and a contact has at most 20: take some away first', cardinality(one.tags) using errcode = 'U0422', hint = 'other_id';
  end if;
  if length(one.notes) > 10000 then
    raise exception 'Together their notes are longer than 10,000 characters: shorten them first' using errcode = 'U0422', hint = 'other_id';
  end if;
end $$;

-- p_gone goes into p_kept, which the beat holds. p_version: of the one that goes.
create or replace function app.merge_contacts(p_merge uuid, p_kept uuid, p_gone uuid, p_take text[], p_version int, p_most int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare kept public.contacts; gone public.contacts; one public.contacts; terms jsonb; is_renamed boolean;
  searched constant jsonb := '{"display_name":0,"company_name":0,"email":0,"phone":0}';
begin
  if p_gone = p_kept then raise exception 'Choose another contact than this one' using errcode = 'U0422', hint = 'other_id'; end if;
  select * into gone from public.contacts c where c.tenant_id = app.tenant() and c.id = p_gone and c.deleted_at is null for update;
  if not found then raise exception 'No such record' using errcode = 'U0422', hint = 'other_id'; end if;
  if gone.version <> coalesce(p_version, gone.version) then raise exception 'State changed' using errcode = 'U0409', hint = 'other_id'; end if;
  select * into strict kept from public.contacts c where c.tenant_id = app.tenant() and c.id = p_kept;
  one := app.merged_contact(kept, gone, p_take);
  perform app.must_merge(kept, gone, one, p_most);
  terms := jsonb_build_object('kept', app.terms_of_contact(p_kept, searched), 'gone', app.terms_of_contact(p_gone, searched || '{"other":0}'));
  insert into public.contact_merges (tenant_id, id, kept_id, gone_id, before, after, terms)
    values (app.tenant(), p_merge, p_kept, p_gone, app.changed_columns(one, kept), app.changed_columns(kept, one), terms);
  -- It goes before what names it moves: whoever names it from now on means the other.
  update public.contacts c set deleted_at = app.now(), merged_into = p_kept, version = c.version + 1, updated_at = app.now() where c.tenant_id = app.tenant() and c.id = p_gone;
  perform app.move_to_contact(p_merge, p_gone, p_kept);
  perform app.keep_addresses(p_merge, one, gone, terms->'gone'), app.keep_addresses(p_merge, one, kept, terms->'kept');
  perform app.set_contact(p_kept, app.changed_columns(kept, one));
  delete from public.search_terms s where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_gone;
  perform app.index_terms('contact', p_kept, (select coalesce(jsonb_object_agg(k, terms->'gone'->k), '{}') from jsonb_object_keys(searched) k
    where to_jsonb(one)->k is distinct from to_jsonb(kept)->k));
  perform app.index_other_addresses(p_kept), app.index_moved(p_merge, p_kept, false);
  is_renamed := exists (select from jsonb_object_keys(searched) k where to_jsonb(one)->k is distinct from to_jsonb(kept)->k);
  if is_renamed then perform app.index_documents_of('invoice', p_kept), app.index_documents_of('quote', p_kept), app.index_documents_of('credit_note', p_kept), app.index_work_of(p_kept); end if;
end $$;

-- The newest merge into a contact, while it can be taken back.
create or replace function app.last_merge(p_contact uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', m.id, 'contact_id', m.gone_id, 'display_name', g.display_name, 'merged_at', m.created_at, 'undoable_until', m.created_at + interval '30 days')
    from public.contact_merges m join public.contacts g on g.tenant_id = m.tenant_id and g.id = m.gone_id
    where m.tenant_id = app.tenant() and m.kept_id = p_contact and m.undone_at is null and m.created_at > app.now() - interval '30 days'
    order by m.created_at desc, m.id desc limit 1);
end $$;

create or replace function app.other_addresses(c public.contacts) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value) order by a.kind, a.value), '[]') from (
    select distinct a.kind, a.value from public.contact_addresses a
      where a.tenant_id = c.tenant_id and a.contact_id = c.id and a.value is distinct from case a.kind when 'EMAIL' then c.email else c.phone end) a);
end $$;

-- What the merge changed and nobody has since is as it was; what was changed since stays.
create or replace function app.unmerged_columns(m public.contact_merges, now public.contacts) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(m.before) e (k, v) where to_jsonb(now)->k = m.after->k
$$;

-- Takes the newest merge into p_kept back: what named the other names it again, what came since stays.
create or replace function app.unmerge_contacts(p_kept uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare m public.contact_merges; kept public.contacts; back jsonb;
begin
  select * into strict m from public.contact_merges x where x.tenant_id = app.tenant() and x.id = (app.last_merge(p_kept)->>'id')::uuid for update;
  select * into strict kept from public.contacts c where c.tenant_id = app.tenant() and c.id = p_kept;
  back := app.unmerged_columns(m, kept);
  if back ? 'email' then
    back := back || jsonb_build_object('email_problem', (select a.problem from public.contact_addresses a
      where a.tenant_id = m.tenant_id and a.merge_id = m.id and a.kind = 'EMAIL' and a.value = back->>'email' limit 1));
  end if;
  -- What is known of its address since is its own.
  update public.contacts c set deleted_at = null, merged_into = null, version = c.version + 1, updated_at = app.now(),
      email_problem = coalesce(c.email_problem, case when c.email = kept.email then kept.email_problem end, (select a.problem from public.contact_addresses a
        where a.tenant_id = c.tenant_id and a.contact_id = p_kept and a.kind = 'EMAIL' and a.value = c.email and a.problem is not null limit 1))
    where c.tenant_id = app.tenant() and c.id = m.gone_id;
  delete from public.contact_addresses a where a.tenant_id = app.tenant() and a.merge_id = m.id;
  perform app.move_back(m.id, p_kept, m.gone_id), app.set_contact(p_kept, back);
  -- Who said stop while they were one said it for both.
  perform app.tell_consent(m.gone_id, k.channel, 'WITHDRAWN', 'MERGE', 'Withdrawn while the two were one contact') from (
    select distinct on (c.channel) c.channel, c.state from public.consents c
      where c.tenant_id = m.tenant_id and c.contact_id = p_kept and c.created_at >= m.created_at order by c.channel, c.created_at desc, c.id desc) k
    where k.state = 'WITHDRAWN';
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), 'contact', m.gone_id, term, t.field from jsonb_each(m.terms->'gone') t (field, terms), jsonb_array_elements_text(t.terms) term;
  perform app.index_terms('contact', p_kept, (select coalesce(jsonb_object_agg(k, v), '{}') from jsonb_each(m.terms->'kept') e (k, v) where back ? k));
  perform app.index_other_addresses(p_kept), app.index_moved(m.id, m.gone_id, true);
  if back ?| '{display_name,company_name,email,phone}' then
    perform app.index_documents_of('invoice', p_kept), app.index_documents_of('quote', p_kept), app.index_documents_of('credit_note', p_kept), app.index_work_of(p_kept);
  end if;
  update public.contact_merges x set undone_at = app.now(), undone_by = app.actor() where x.tenant_id = m.tenant_id and x.id = m.id;
end $$;

-- Whose mail address or phone number it is: as their own first, then as another that they have; the one that was there first. They are found
-- before they are sorted: where nothing is known of a business's size yet, all of its contacts would be walked in the order in which they were made.
create or replace function app.contact_by(p_kind text, p_values text[]) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  with own as materialized (select c.id, c.created_at from public.contacts c where p_kind = 'EMAIL' and c.tenant_id = app.tenant() and c.email = any (p_values) and c.deleted_at is null
      union all select c.id, c.created_at from public.contacts c where p_kind = 'PHONE' and c.tenant_id = app.tenant() and c.phone = any (p_values) and c.deleted_at is null),
    others as materialized (select c.id, c.created_at from public.contact_addresses a join public.contacts c on c.tenant_id = a.tenant_id and c.id = a.contact_id and c.deleted_at is null
      where a.tenant_id = app.tenant() and a.kind = p_kind and a.value = any (p_values))
  select coalesce((select id from own order by created_at, id limit 1), (select id from others order by created_at, id limit 1))
$$;

grant execute on function app.contact_usage(uuid, int), app.merge_contacts(uuid, uuid, uuid, text[], int, int), app.unmerge_contacts(uuid), app.last_merge(uuid),
  app.other_addresses(public.contacts), app.contact_by(text, text[]) to hub_app;
