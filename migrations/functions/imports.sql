-- What an import sets by itself, or later than the rest, because two tables name each other.
create or replace function app.import_late(p_name text) returns text[]
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case p_name
    when 'contacts' then '{merged_into,email_consent,sms_consent,version,updated_at}'
    when 'invoices' then '{quote_id}'
    when 'unapplied_money' then '{payment_id}'
    when 'payments' then '{reverses_id}'
    when 'expenses' then '{receipt_file_id}'
    else '{}' end::text[]
$$;

-- The columns of an entity that its table takes.
create or replace function app.import_columns(p_name text) returns text[]
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(a.attname::text order by a.attnum), '{}') from app.archive_entities() e join pg_attribute a on a.attrelid = to_regclass(e.of_table)
    where e.name = p_name and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname::text = any (app.archive_columns(p_name))
$$;

-- Whether anything is in the business but its settings, its members and the archive itself.
create or replace function app.is_empty_business(p_file uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare e record; found_one boolean;
begin
  perform set_config('app.agent', '', true);
  for e in select a.name, a.of_table from app.archive_entities() a where a.name not in ('business', 'profile_overrides', 'members', 'audit', 'search_terms', 'files') loop
    execute format('select exists (select from %s where tenant_id = $1)', e.of_table) into found_one using app.tenant();
    if found_one then return false; end if;
  end loop;
  return not exists (select from public.files f where f.tenant_id = app.tenant() and f.deleted_at is null and f.mime_type <> 'application/zip' and f.id <> p_file);
end $$;

-- Behind the lock of the business: from now on only the import writes.
create or replace function app.begin_import(p_id uuid, p_file uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.tenants t where t.id = app.tenant() for update;
  if not app.is_empty_business(p_file) then
    raise exception 'Only an empty business can be filled: make a new one, and import there' using errcode = 'U0409', hint = 'not_empty';
  end if;
  if not exists (select from public.files f where f.tenant_id = app.tenant() and f.id = p_file and f.status = 'STORED' and f.mime_type = 'application/zip' and f.deleted_at is null) then
    raise exception 'Send the archive first: the ZIP that an export made' using errcode = 'U0422', hint = 'file_id';
  end if;
  insert into public.imports (tenant_id, id, file_id, bytes_expected) select app.tenant(), p_id, p_file, f.size_bytes from public.files f where f.tenant_id = app.tenant() and f.id = p_file;
  update app.tenants t set importing = p_id, import_undos = 0 where t.id = app.tenant();
end $$;

create or replace function app.import_json(x public.imports) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(x) - '{place}'::text[]
    || jsonb_build_object('progress', case when x.status = 'READY' then 100 when x.bytes_expected > 0 then least(99, x.bytes_done * 100 / x.bytes_expected) else 0 end)
$$;

create or replace function app.import_object(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select app.import_json(x) || jsonb_build_object('role', app.role()) from public.imports x where x.tenant_id = app.tenant() and x.id = p_id and x.deleted_at is null);
end $$;

-- For the job: where it is, where the archive lies, and what the entities are, in their order; late: those that have to be gone through again.
create or replace function app.import_work(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('is_over', x.status in ('READY', 'FAILED'), 'is_begun', x.status = 'RUNNING', 'place', x.place, 'reason', x.reason, 'object_key', f.object_key, 'size_bytes', f.size_bytes, 'is_rehearsal', app.is_rehearsal(),
      'entities', (select jsonb_agg(jsonb_build_object('name', e.name, 'columns', app.archive_columns(e.name), 'late', app.import_late(e.name) <> '{}')) from app.archive_entities() e))
    from public.imports x join public.files f on f.tenant_id = x.tenant_id and f.id = x.file_id where x.tenant_id = app.tenant() and x.id = p_id);
end $$;

create or replace function app.move_import(p_id uuid, p_place jsonb, p_rows int, p_bytes bigint) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.imports x set status = 'RUNNING', place = p_place, rows = x.rows + p_rows, bytes_done = x.bytes_done + p_bytes, version = x.version + 1, updated_at = app.now()
    where x.tenant_id = app.tenant() and x.id = p_id;
end $$;

-- Rows of an archive, their ids renamed already, into their table. Once: what is there is left.
create or replace function app.import_rows(p_id uuid, p_name text, p_rows jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record; columns text[]; prefix text := format('tenant/%s/imports/%s/', app.tenant(), p_id);
begin
  perform set_config('TimeZone', 'UTC', true), set_config('app.agent', '', true);
  select * into strict e from app.archive_entities() a where a.name = p_name;
  columns := array(select c from unnest(app.import_columns(p_name)) c where c <> all (app.import_late(p_name)) or c in ('version', 'updated_at'));
  if p_name = 'recurring_invoices' then
    -- Whoever imports decides whether it goes on.
    p_rows := (select jsonb_agg(r || case when r->>'status' = 'ACTIVE' then '{"status": "PAUSED"}' else '{}' end::jsonb) from jsonb_array_elements(p_rows) r);
  elsif p_name = 'refund_requests' then
    -- Nobody asks a provider because of an import.
    p_rows := (select jsonb_agg(r || case when r->>'status' = 'OPEN' then '{"status": "LOST"}' else '{}' end::jsonb) from jsonb_array_elements(p_rows) r);
  elsif p_name = 'outbound' then
    p_rows := (select jsonb_agg(r || case when r->>'status' = 'QUEUED' then '{"status": "CANCELED"}' else '{}' end::jsonb) from jsonb_array_elements(p_rows) r);
  elsif p_name = 'files' then
    columns := columns || '{object_key}'::text[];
    p_rows := (select jsonb_agg(r || jsonb_build_object('object_key', prefix || case when r->>'status' = 'STORED' then 'files/' || (r->>'sha256') else r->>'id' end)) from jsonb_array_elements(p_rows) r);
  elsif p_name = 'messages' then
    columns := columns || '{html_key}'::text[];
    p_rows := (select jsonb_agg(r || jsonb_build_object('html_key', case when (r->>'_html')::boolean then prefix || 'letters/' || (r->>'id') || '.html' end)) from jsonb_array_elements(p_rows) r);
  end if;
  execute format('insert into %1$s (tenant_id, %2$s) select app.tenant(), %2$s from jsonb_populate_recordset(null::%1$s, $1) on conflict do nothing',
    e.of_table, (select string_agg(quote_ident(c), ',') from unnest(columns) c)) using p_rows;
exception when data_exception or integrity_constraint_violation or invalid_text_representation then
  raise exception 'data/%.ndjson has rows that cannot be: %', p_name, sqlerrm using errcode = 'U0422', hint = 'file_id';
end $$;

-- What was left out of the rows at first.
create or replace function app.import_late_rows(p_name text, p_rows jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record;
begin
  perform set_config('TimeZone', 'UTC', true), set_config('app.agent', '', true);
  select * into strict e from app.archive_entities() a where a.name = p_name;
  execute format('update %1$s t set %2$s from jsonb_populate_recordset(null::%1$s, $1) r where t.tenant_id = app.tenant() and t.id = r.id', e.of_table,
    (select string_agg(format('%1$I = r.%1$I', c), ',') from unnest(app.import_late(p_name)) c)) using p_rows;
exception when data_exception or integrity_constraint_violation or invalid_text_representation then
  raise exception 'data/%.ndjson has rows that cannot be: %', p_name, sqlerrm using errcode = 'U0422', hint = 'file_id';
end $$;

-- Everything is there. The books must add up, the settings become those of the archive, members are invited when a person sends it to
-- them, and who snoozes wakes again. Nothing is mailed, charged or reminded because of it.
create or replace function app.finish_import(p_id uuid, p_business jsonb, p_overrides jsonb, p_members jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants; problem record; sets text;
begin
  perform set_config('app.agent', '', true);
  select m.* into problem from app.money_problems(app.tenant()) m limit 1;
  if found then raise exception 'The books of this archive do not add up: %', problem.problem using errcode = 'U0422', hint = 'file_id'; end if;
  -- A zone that there is not would shut everybody out. What is mailed by itself somebody here has to wish anew.
  perform now() at time zone (p_business->>'timezone');
  select string_agg(format('%1$I = r.%1$I', c), ',') into sets from unnest(app.import_columns('business')) c where c <> all ('{statement_day,statement_plan}');
  execute format('update app.tenants t set %s, importing = null, settings_version = t.settings_version + 1, updated_at = app.now() from jsonb_populate_record(null::app.tenants, $1) r where t.id = $2', sets)
    using p_business, app.tenant();
  if p_overrides is not null then
    insert into app.tenant_profile_overrides as o (tenant_id, overrides_json, updated_at) values (app.tenant(), p_overrides->'overrides_json', coalesce((p_overrides->>'updated_at')::timestamptz, app.now()))
      on conflict (tenant_id) do update set overrides_json = excluded.overrides_json, updated_at = excluded.updated_at;
  end if;
  -- Where a restore is tried nobody is invited, and nobody wakes.
  if app.is_rehearsal() then p_members := '[]'; end if;
  insert into public.invitations (tenant_id, id, email, role, expires_at, created_by)
    select app.tenant(), r.id, r.email, r.role, app.now(), x.created_by from public.imports x, jsonb_to_recordset(p_members) r (id uuid, email text, role text)
    where x.tenant_id = app.tenant() and x.id = p_id
      and not exists (select from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = app.tenant() and u.email = r.email)
    limit 200;
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select c.tenant_id, 'CONVERSATION_WAKE', format('wake:%s:%s', c.id, extract(epoch from c.snoozed_until)), jsonb_build_object('conversation_id', c.id), c.snoozed_until
    from public.conversations c where c.tenant_id = app.tenant() and c.snoozed_until is not null and c.deleted_at is null and not app.is_rehearsal() on conflict on constraint jobs_pkey do nothing;
  update public.imports x set status = 'READY', finished_at = app.now(), version = x.version + 1, updated_at = app.now() where x.tenant_id = app.tenant() and x.id = p_id;
exception when data_exception or integrity_constraint_violation or invalid_text_representation then
  raise exception 'The settings of this archive cannot be: %', sqlerrm using errcode = 'U0422', hint = 'file_id';
end $$;

-- It is refused (p_reason): what it made is taken back by its job.
create or replace function app.refuse_import(p_id uuid, p_reason text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.imports x set status = 'RUNNING', reason = left(p_reason, 500), place = '{"step": -1, "offset": 0, "undo": true}', updated_at = app.now() where x.tenant_id = app.tenant() and x.id = p_id;
end $$;

-- Takes back at most p_limit rows of each of its tables; true when nothing is left, and the business is its members' again.
create or replace function app.undo_archive(p_id uuid, p_limit int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e record; n bigint; refs text[];
begin
  perform set_config('app.agent', '', true);
  -- In no archive; one that was there before names what was deleted.
  delete from public.ai_drafts d where d.tenant_id = app.tenant() and num_nonnulls(d.message_id, d.work_item_id, d.conversation_id, d.contact_id, d.applied_id) > 0;
  for e in select a.name, a.of_table, row_number() over () as at from app.archive_entities() a where a.name not in ('business', 'profile_overrides', 'members', 'audit') order by at desc loop
    refs := array(select c from unnest(app.import_late(e.name)) c where c like '%\_id' or c = 'merged_into');
    if refs <> '{}' then
      execute format('update %s set %s where tenant_id = $1 and num_nonnulls(%s) > 0', e.of_table, (select string_agg(format('%I = null', c), ',') from unnest(refs) c),
        (select string_agg(quote_ident(c), ',') from unnest(refs) c)) using app.tenant();
    end if;
  end loop;
  for e in select a.name, a.of_table, row_number() over () as at from app.archive_entities() a where a.name not in ('business', 'profile_overrides', 'members', 'audit') order by at desc loop
    execute format('delete from %1$s where ctid in (select ctid from %1$s where tenant_id = $1 %2$s limit $2)', e.of_table,
      case when e.name = 'files' then format('and object_key ^@ %L', format('tenant/%s/imports/%s/', app.tenant(), p_id)) else '' end) using app.tenant(), p_limit;
    get diagnostics n = row_count;
    if n = p_limit then return false; end if;
  end loop;
  update app.storage s set bytes = (select coalesce(sum(f.size_bytes), 0) from public.files f where f.tenant_id = s.tenant_id and f.deleted_at is null) where s.tenant_id = app.tenant();
  update public.imports x set status = 'FAILED', rows = 0, finished_at = app.now(), version = x.version + 1, updated_at = app.now() where x.tenant_id = app.tenant() and x.id = p_id;
  update app.tenants t set importing = null where t.id = app.tenant();
  return true;
end $$;

-- Imports whose job was given up, whatever ended it: what they made is taken back by the same job, five times at most, hours apart. Until
-- then, and after the last of them, nobody else writes there: half an archive is no business to work in.
create or replace function app.sweep_imports() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record; told text;
begin
  for r in select t.id, t.importing, t.import_undos as undos, j.key, j.reason from app.tenants t join app.jobs j on j.tenant_id = t.id and j.key = 'import:' || t.importing
      where t.importing is not null and t.import_undos <= 5 and t.rehearsal_of is null and j.state = 'FAILED' order by t.id limit 50 for update of j skip locked loop
    perform set_config('app.tenant', r.id::text, true);
    update app.tenants t set import_undos = r.undos + 1 where t.id = r.id;
    if r.undos < 5 then
      update public.imports x set status = 'RUNNING', place = '{"step": -1, "offset": 0, "undo": true}', version = x.version + 1, updated_at = app.now(),
          reason = coalesce(case when x.status <> 'FAILED' then x.reason end, 'It was not done after many tries, and what had come in was taken back: import the archive again')
        where x.tenant_id = r.id and x.id = r.importing returning x.reason into told;
      update app.jobs j set state = 'QUEUED', done_at = null, attempts = 0, run_at = app.now() + make_interval(hours => r.undos * r.undos) where j.tenant_id = r.id and j.key = r.key;
    else
      update public.imports x set status = 'FAILED', finished_at = app.now(), version = x.version + 1, updated_at = app.now(),
          reason = 'It was not done, and what had come in could not be taken back: make a new business, and import the archive there'
        where x.tenant_id = r.id and x.id = r.importing returning x.reason into told;
      insert into app.alerts (tenant_id, kind, object_id, detail, at) values (r.id, 'import.not_undone', r.importing, jsonb_build_object('reason', r.reason), app.now());
      insert into app.outbox (tenant_id, event, object_id, at) values (r.id, 'import.failed', r.importing, app.now());
    end if;
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
      values (r.id, app.now(), 'system', case when r.undos < 5 then 'import.refuse' else 'import.fail' end, 'import', r.importing, jsonb_build_object('reason', told));
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

grant execute on function app.begin_import(uuid, uuid), app.import_json(public.imports), app.import_object(uuid), app.import_work(uuid), app.move_import(uuid, jsonb, int, bigint),
  app.import_rows(uuid, text, jsonb), app.import_late_rows(text, jsonb), app.finish_import(uuid, jsonb, jsonb, jsonb), app.refuse_import(uuid, text), app.undo_archive(uuid, int), app.sweep_imports() to hub_app;
