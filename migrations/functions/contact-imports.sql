-- What reads by row is planned each time: a session may have planned it while the tables were empty, and would read all of them for each row.

-- An import with what its rows have come to. Counted when a row changes, not when somebody looks: rows are forgotten before imports.
create or replace function app.contact_import_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(i) || jsonb_build_object('role', app.role(), 'undoable', app.may_undo_import(i.status, i.finished_at))
    from public.contact_imports i where i.tenant_id = app.tenant() and i.id = p_id and i.deleted_at is null);
end $$;

create or replace function app.may_undo_import(p_status text, p_finished timestamptz) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$ select p_status = 'DONE' and p_finished > app.now() - interval '24 hours' $$;

create or replace function app.count_import(p_id uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.contact_imports i set counts = (
      select jsonb_build_object('rows', count(*), 'ready', count(*) filter (where state = 'READY'), 'wrong', count(*) filter (where state = 'WRONG'),
        'duplicates', count(*) filter (where state = 'READY' and duplicate_of is not null), 'created', count(*) filter (where state = 'CREATED'),
        'updated', count(*) filter (where state = 'UPDATED'), 'skipped', count(*) filter (where state = 'SKIPPED'),
        'undone', count(*) filter (where state = 'UNDONE'), 'kept', count(*) filter (where state = 'KEPT'))
      from public.contact_import_rows r where r.tenant_id = i.tenant_id and r.import_id = i.id)
    where i.tenant_id = app.tenant() and i.id = p_id
$$;

-- Who has the mail address, else the phone number: the one that was there first.
create or replace function app.contact_like(p_email text, p_phone text) returns uuid
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(app.contact_by('EMAIL', array[p_email]), app.contact_by('PHONE', array[p_phone]))
$$;

-- p_rows: [{row, fields, terms, problem}]. A row that came before is replaced: it was mended, or told again.
create or replace function app.add_import_rows(p_import uuid, p_rows jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_import_rows (tenant_id, import_id, row_no, fields, terms, problem, duplicate_of, state)
    select app.tenant(), p_import, r."row", r.fields, r.terms, nullif(r.problem, 'null'), app.contact_like(r.fields->>'email', r.fields->>'phone'),
      case when nullif(r.problem, 'null') is null then 'READY' else 'WRONG' end
    from jsonb_to_recordset(p_rows) r ("row" int, fields jsonb, terms jsonb, problem jsonb)
    on conflict on constraint contact_import_rows_pkey do update set fields = excluded.fields, terms = excluded.terms, problem = excluded.problem,
      duplicate_of = excluded.duplicate_of, state = excluded.state;
  perform app.count_import(p_import);
end $$;

create or replace function app.log_imported(p_contact uuid, p_action text, p_import uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
    select app.tenant(), app.now(), i.created_by, p_action, 'contact', p_contact, jsonb_build_object('contact_import', p_import)
    from public.contact_imports i where i.tenant_id = app.tenant() and i.id = p_import
$$;

-- Makes contacts of those of the next rows whose address and number nobody has, here or earlier among these rows: they are most, and
-- are made at once. Answers the last row it looked at.
create or replace function app.import_new(i public.contact_imports, p_from int, p_limit int) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare nos int[]; made uuid[]; emails text[]; phones text[]; last int;
begin
  select max(q.row_no), array_agg(q.row_no), array_agg(q.fields->>'email'), array_agg(q.fields->>'phone') into last, nos, emails, phones
    from (select r.row_no, r.fields from public.contact_import_rows r where r.tenant_id = i.tenant_id and r.import_id = i.id and r.state = 'READY' and r.row_no >= p_from
      order by r.row_no limit p_limit) q;
  emails := array(select c.email from public.contacts c where c.tenant_id = i.tenant_id and c.email = any (emails) and c.deleted_at is null
    union all select a.value from public.contact_addresses a join public.contacts c on c.tenant_id = a.tenant_id and c.id = a.contact_id and c.deleted_at is null
      where a.tenant_id = i.tenant_id and a.kind = 'EMAIL' and a.value = any (emails));
  phones := array(select c.phone from public.contacts c where c.tenant_id = i.tenant_id and c.phone = any (phones) and c.deleted_at is null
    union all select a.value from public.contact_addresses a join public.contacts c on c.tenant_id = a.tenant_id and c.id = a.contact_id and c.deleted_at is null
      where a.tenant_id = i.tenant_id and a.kind = 'PHONE' and a.value = any (phones));
  with chunk as materialized (
      select r.row_no, r.fields, r.terms, r.fields->>'email' as email, r.fields->>'phone' as phone, gen_random_uuid() as id
      from public.contact_import_rows r where r.tenant_id = i.tenant_id and r.import_id = i.id and r.row_no = any (nos)),
    ranked as (
      select c.*, c.email is not null and row_number() over (partition by c.email order by c.row_no) > 1 as has_email_before,
        c.phone is not null and row_number() over (partition by c.phone order by c.row_no) > 1 as has_phone_before from chunk c),
    new_rows as materialized (
      select r.* from ranked r where i.on_duplicate = 'CREATE' or (not has_email_before and not has_phone_before
        and (r.email = any (emails)) is not true and (r.phone = any (phones)) is not true)),
    contacts as (
      insert into public.contacts (tenant_id, id, type, display_name, company_name, email, phone, address_line1, address_line2, city, region, postal_code, country,
          tax_id, tags, notes, created_by)
        select i.tenant_id, n.id, coalesce(f.type, 'CUSTOMER'), f.display_name, f.company_name, f.email, f.phone, f.address_line1, f.address_line2, f.city, f.region,
          f.postal_code, f.country, f.tax_id, coalesce(f.tags, '{}'), f.notes, i.created_by
        from new_rows n, jsonb_to_record(n.fields) f (type text, display_name text, company_name text, email text, phone text, address_line1 text, address_line2 text,
          city text, region text, postal_code text, country text, tax_id text, tags text[], notes text)),
    found_by as (
      insert into public.search_terms (tenant_id, kind, id, term, field)
        select i.tenant_id, 'contact', n.id, term, t.field from new_rows n, jsonb_each(n.terms) t (field, terms), jsonb_array_elements_text(t.terms) term),
    logged as (
      insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
        select i.tenant_id, app.now(), i.created_by, 'contact.create', 'contact', n.id, jsonb_build_object('contact_import', i.id) from new_rows n)
    select array_agg(n.row_no), array_agg(n.id) into nos, made from new_rows n;
  update public.contact_import_rows r set state = 'CREATED', contact_id = made[array_position(nos, r.row_no)], contact_version = 1
    where r.tenant_id = i.tenant_id and r.import_id = i.id and r.row_no = any (nos);
  return last;
end $$;

-- Writes the fields that are given over a contact; the others stay. `version` of the answer is the contact's.
create or replace function app.write_contact(p_id uuid, p_fields jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare v int; kind text;
begin
  update public.contacts c set type = coalesce(f.type, c.type), display_name = coalesce(f.display_name, c.display_name),
      company_name = case when p_fields ? 'company_name' then f.company_name else c.company_name end,
      email = case when p_fields ? 'email' then f.email else c.email end, phone = case when p_fields ? 'phone' then f.phone else c.phone end,
      address_line1 = case when p_fields ? 'address_line1' then f.address_line1 else c.address_line1 end,
      address_line2 = case when p_fields ? 'address_line2' then f.address_line2 else c.address_line2 end,
      city = case when p_fields ? 'city' then f.city else c.city end, region = case when p_fields ? 'region' then f.region else c.region end,
      postal_code = case when p_fields ? 'postal_code' then f.postal_code else c.postal_code end,
      country = case when p_fields ? 'country' then f.country else c.country end, tax_id = case when p_fields ? 'tax_id' then f.tax_id else c.tax_id end,
      tags = coalesce(f.tags, c.tags), notes = case when p_fields ? 'notes' then f.notes else c.notes end,
      version = c.version + 1, updated_at = app.now()
    from jsonb_to_record(p_fields) f (type text, display_name text, company_name text, email text, phone text, address_line1 text, address_line2 text, city text,
      region text, postal_code text, country text, tax_id text, tags text[], notes text)
    where c.tenant_id = app.tenant() and c.id = p_id and c.deleted_at is null returning c.version into v;
  return v;
end $$;

create or replace function app.index_imported(p_contact uuid, p_terms jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform app.index_terms('contact', p_contact, p_terms);
  perform app.index_documents_of('invoice', p_contact), app.index_documents_of('quote', p_contact), app.index_documents_of('credit_note', p_contact), app.index_work_of(p_contact);
end $$;

-- What a contact is found by now, to be put back.
create or replace function app.terms_of_contact(p_contact uuid, p_fields jsonb) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(f.field, coalesce((select jsonb_agg(s.term) from public.search_terms s
      where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_contact and s.field = f.field), '[]')), '{}')
    from jsonb_object_keys(p_fields) f (field)
$$;

-- A tag that is there stays; new ones come after it.
create or replace function app.import_over(p_import uuid, r public.contact_import_rows, p_contact uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare was jsonb; given jsonb := r.fields - 'type'; found_by jsonb := r.terms; v int;
begin
  select to_jsonb(c) into strict was from public.contacts c where c.tenant_id = app.tenant() and c.id = p_contact for update;
  if given ? 'tags' then
    given := given || jsonb_build_object('tags', (select coalesce(jsonb_agg(t order by n), '[]') from
      (select t, min(n) as n from jsonb_array_elements_text((was->'tags') || (given->'tags')) with ordinality u (t, n) group by t order by min(n) limit 20) kept));
  end if;
  update public.contact_import_rows q set state = 'UPDATED', contact_id = p_contact,
      before = jsonb_build_object('fields', (select coalesce(jsonb_object_agg(k, was->k), '{}') from jsonb_object_keys(given) k), 'terms', app.terms_of_contact(p_contact, found_by))
    where q.tenant_id = r.tenant_id and q.import_id = r.import_id and q.row_no = r.row_no;
  v := app.write_contact(p_contact, given);
  perform app.index_imported(p_contact, found_by);
  perform app.log_imported(p_contact, 'contact.update', p_import);
  update public.contact_import_rows q set contact_version = v where q.tenant_id = r.tenant_id and q.import_id = r.import_id and q.row_no = r.row_no;
end $$;

-- The next rows of an import: the new ones at once, then the others in their order, as many as two seconds are enough for: a trip may not
-- take long, and others wait. Who is there is found again now, and among the rows before. All of it or none.
create or replace function app.import_contacts(p_import uuid, p_limit int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare r public.contact_import_rows; i public.contact_imports; there uuid; last int; until timestamptz := clock_timestamp() + interval '2 seconds';
begin
  select * into strict i from public.contact_imports where tenant_id = app.tenant() and id = p_import;
  last := app.import_new(i, 1, p_limit);
  for r in select * from public.contact_import_rows q where q.tenant_id = i.tenant_id and q.import_id = i.id and q.state = 'READY' and q.row_no <= last
      order by q.row_no loop
    there := app.contact_like(r.fields->>'email', r.fields->>'phone');
    if there is null then
      -- Like a row before it, which was itself like somebody else.
      perform app.import_new(i, r.row_no, 1);
    elsif i.on_duplicate = 'UPDATE' then
      perform app.import_over(i.id, r, there);
    else
      update public.contact_import_rows q set state = 'SKIPPED', contact_id = there
        where q.tenant_id = r.tenant_id and q.import_id = r.import_id and q.row_no = r.row_no;
    end if;
    exit when clock_timestamp() > until;
  end loop;
  if not exists (select from public.contact_import_rows q where q.tenant_id = i.tenant_id and q.import_id = i.id and q.state = 'READY') then
    update public.contact_imports set status = 'DONE', finished_at = app.now() where tenant_id = i.tenant_id and id = i.id;
  end if;
  perform app.count_import(i.id);
end $$;

-- Those of some contacts that anything names.
create or replace function app.contacts_in_use(p_contacts uuid[]) returns uuid[]
  language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  select array(
    select contact_id from public.invoices where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.quotes where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.work_items where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.conversations where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.files where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.recurring_invoices where tenant_id = app.tenant() and contact_id = any (p_contacts) and deleted_at is null
    union select contact_id from public.unapplied_money where tenant_id = app.tenant() and contact_id = any (p_contacts))
$$;

-- Takes back at once what was made and is as it was made, used by nothing: that is most. Answers the first row it looked at.
create or replace function app.undo_new(i public.contact_imports, p_limit int) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare nos int[]; ids uuid[]; gone uuid[]; first int;
begin
  select min(q.row_no), array_agg(q.row_no), array_agg(q.contact_id) filter (where q.state = 'CREATED') into first, nos, ids
    from (select r.row_no, r.state, r.contact_id from public.contact_import_rows r where r.tenant_id = i.tenant_id and r.import_id = i.id
      and r.state in ('CREATED', 'UPDATED') order by r.row_no desc limit p_limit) q;
  ids := array(select unnest(ids) except select unnest(app.contacts_in_use(ids)));
  with dropped as (
    update public.contacts c set deleted_at = app.now(), version = 2, updated_at = app.now()
      where c.tenant_id = i.tenant_id and c.id = any (ids) and c.version = 1 and c.deleted_at is null returning c.id)
  select coalesce(array_agg(d.id), '{}') into gone from dropped d;
  delete from public.search_terms s where s.tenant_id = i.tenant_id and s.kind = 'contact' and s.id = any (gone);
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
    select i.tenant_id, app.now(), i.created_by, 'contact.delete', 'contact', id, jsonb_build_object('contact_import', i.id) from unnest(gone) id;
  update public.contact_import_rows r set state = 'UNDONE' where r.tenant_id = i.tenant_id and r.import_id = i.id and r.row_no = any (nos) and r.contact_id = any (gone);
  return first;
end $$;

-- One row taken back: false where somebody has changed or used the contact since.
create or replace function app.undo_import_row(r public.contact_import_rows) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare v int; is_made boolean := r.state = 'CREATED';
begin
  perform from public.contacts c where c.tenant_id = app.tenant() and c.id = r.contact_id and c.version = r.contact_version and c.deleted_at is null for update;
  if not found or (is_made and app.contacts_in_use(array[r.contact_id]) <> '{}') then return false; end if;
  if is_made then
    update public.contacts c set deleted_at = app.now(), version = c.version + 1, updated_at = app.now() where c.tenant_id = app.tenant() and c.id = r.contact_id;
    delete from public.search_terms s where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = r.contact_id;
    perform app.log_imported(r.contact_id, 'contact.delete', r.import_id);
    return true;
  end if;
  v := app.write_contact(r.contact_id, r.before->'fields');
  perform app.index_imported(r.contact_id, r.before->'terms'), app.log_imported(r.contact_id, 'contact.update', r.import_id);
  -- The row before it of the same import left the contact as it is again now.
  update public.contact_import_rows q set contact_version = v
    where q.tenant_id = r.tenant_id and q.import_id = r.import_id and q.contact_id = r.contact_id and q.row_no < r.row_no and q.state in ('CREATED', 'UPDATED');
  return true;
end $$;

create or replace function app.undo_import(p_import uuid, p_limit int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare r public.contact_import_rows; i public.contact_imports; n int; first int; until timestamptz := clock_timestamp() + interval '2 seconds';
begin
  select * into strict i from public.contact_imports where tenant_id = app.tenant() and id = p_import;
  first := app.undo_new(i, p_limit);
  -- Asked for one by one: taking back one row changes what is known of the one before it.
  for n in select q.row_no from public.contact_import_rows q where q.tenant_id = i.tenant_id and q.import_id = i.id and q.state in ('CREATED', 'UPDATED')
      and q.row_no >= first order by q.row_no desc loop
    select * into strict r from public.contact_import_rows q where q.tenant_id = i.tenant_id and q.import_id = i.id and q.row_no = n;
    update public.contact_import_rows q set state = case when app.undo_import_row(r) then 'UNDONE' else 'KEPT' end
      where q.tenant_id = r.tenant_id and q.import_id = r.import_id and q.row_no = n;
    exit when clock_timestamp() > until;
  end loop;
  if not exists (select from public.contact_import_rows q where q.tenant_id = i.tenant_id and q.import_id = i.id and q.state in ('CREATED', 'UPDATED')) then
    update public.contact_imports set status = 'UNDONE' where tenant_id = i.tenant_id and id = i.id;
  end if;
  perform app.count_import(i.id);
end $$;

-- Imports whose job was given up, whatever ended it, are over: what came of them is there, and can be undone as after any other; each row that did
-- not come says so, to be imported again. What an undo did not take back stays.
create or replace function app.sweep_contact_imports() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare r record; n int;
begin
  for r in select j.tenant_id, j.key, j.reason, j.payload->>'way' as way, (j.payload->>'import_id')::uuid as id from app.jobs j
      where j.type = 'CONTACT_IMPORT' and j.state = 'FAILED' order by j.tenant_id, j.key limit 20 for update skip locked loop
    perform set_config('app.tenant', r.tenant_id::text, true), set_config('app.agent', '', true);
    update app.jobs j set state = 'CANCELED' where j.tenant_id = r.tenant_id and j.key = r.key;
    update public.contact_imports i set status = case r.way when 'undo' then 'UNDONE' else 'DONE' end, version = i.version + 1, updated_at = app.now(),
        finished_at = case r.way when 'undo' then i.finished_at else app.now() end
      where i.tenant_id = r.tenant_id and i.id = r.id and i.status = case r.way when 'undo' then 'UNDOING' else 'RUNNING' end;
    continue when not found;
    if r.way = 'undo' then
      update public.contact_import_rows q set state = 'KEPT' where q.tenant_id = r.tenant_id and q.import_id = r.id and q.state in ('CREATED', 'UPDATED');
    else
      update public.contact_import_rows q set state = 'WRONG', problem = '{"field": "display_name", "message": "This row could not be imported: try it again"}'
        where q.tenant_id = r.tenant_id and q.import_id = r.id and q.state = 'READY';
    end if;
    get diagnostics n = row_count;
    perform app.count_import(r.id);
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
      values (r.tenant_id, app.now(), 'system', 'contact_import.work', 'contact_import', r.id, jsonb_build_object('given_up', n, 'reason', r.reason));
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

-- What was read is personal: it goes when it can be of no more use. Null where it still can be; then it is asked again.
create or replace function app.forget_import(p_import uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare i public.contact_imports;
begin
  select * into i from public.contact_imports where tenant_id = app.tenant() and id = p_import for update;
  if i.deleted_at is null and (i.status in ('RUNNING', 'UNDOING') or app.may_undo_import(i.status, i.finished_at)) then return null; end if;
  delete from public.contact_import_rows where tenant_id = app.tenant() and import_id = p_import;
  update public.contact_imports set deleted_at = app.now() where tenant_id = app.tenant() and id = p_import and status = 'OPEN' and deleted_at is null;
  return true;
end $$;

grant execute on function app.contact_import_object(uuid), app.may_undo_import(text, timestamptz), app.add_import_rows(uuid, jsonb),
  app.import_contacts(uuid, int), app.undo_import(uuid, int), app.forget_import(uuid), app.sweep_contact_imports() to hub_app;
