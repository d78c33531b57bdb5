-- The one list of what an archive of a business has, in the order in which an import fills it. of_query: its rows, of the tenant $1, by the
-- columns that `keys` names with their types; columns that start with an underscore are for the import alone and no column of a table.
-- hidden: columns of the table that are of this place and of no use elsewhere. page: rows to a chunk; more where they are short.
create or replace function app.archive_entities() returns table (name text, of_table text, hidden text[], of_query text, keys text[], page int, csv boolean)
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select e.name, coalesce(e.of_table, 'public.' || e.name), coalesce(e.hidden, '{}'), e.of_query, coalesce(e.keys, '{id uuid}'), coalesce(e.page, 500), coalesce(e.csv, true)
  from (values
    ('business', 'app.tenants', '{id,external_org_id,owner_email,plan,mail_local,receipts_local,sample_of,sample_filled_at,rehearsal_of,closing_id,closed_at,closed_by,kept_until,reopened_at,closed_spans,removal_step,review_access_since,review_access_by,review_access_scopes,settings_version,importing,import_undos,created_at,updated_at}'::text[], null, null::text[], null::int, null::boolean),
    ('profile_overrides', 'app.tenant_profile_overrides', '{}', null, '{updated_at timestamptz}', null, null),
    ('members', null, null, 'select u.id, u.email, u.name, m.role, m.may_send, m.status, m.created_at from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = $1', '{id text}', null, null),
    ('tax_rates', null, null, null, null, null, null),
    ('items', null, '{rate_e4}', null, null, null, null),
    ('templates', null, null, null, null, 50, null),
    ('contacts', null, null, null, null, null, null),
    ('contact_merges', null, null, null, null, 100, null),
    ('contact_merge_moves', null, null, null, '{merge_id uuid,of_table text}', 100, null),
    ('contact_addresses', null, null, null, null, null, null),
    ('consents', null, null, null, null, null, null),
    ('conversations', null, null, null, null, null, null),
    ('messages', null, '{html_key,raw_key}', 'select m.*, m.html_key is not null as _html from public.messages m where m.tenant_id = $1', null, 20, null),
    ('work_items', null, null, null, null, 200, null),
    ('work_item_notes', null, null, null, null, 200, null),
    ('invoices', null, '{send_at,claimed_until,checkout_claimed_until}', null, null, 200, null),
    ('invoice_lines', null, '{qty_e4,rate_e4}', null, null, null, null),
    ('quotes', null, '{send_at,claimed_until}', null, null, 200, null),
    ('quote_lines', null, null, null, null, null, null),
    ('credit_notes', null, '{send_at,claimed_until}', null, null, 200, null),
    ('credit_note_lines', null, null, null, null, null, null),
    ('invoice_credits', null, null, null, null, null, null),
    ('unapplied_money', null, null, null, null, null, null),
    ('payments', null, null, null, null, null, null),
    ('refunds', null, null, null, null, null, null),
    ('refund_requests', null, null, null, null, null, null),
    ('disputes', null, null, null, null, null, null),
    ('expenses', null, null, null, null, 200, null),
    ('files', null, '{storage_provider,bucket,object_key,upload_until}', null, null, null, null),
    ('papers', null, null, null, '{kind text,id uuid,finalised_at timestamptz}', null, null),
    ('document_views', null, null, null, '{kind text,id uuid}', null, null),
    ('outbound', null, '{claimed_until,send_at}', null, null, null, null),
    ('reminders', null, null, null, null, null, null),
    ('recurring_invoices', null, null, null, null, 100, null),
    ('recurring_periods', null, null, null, '{recurring_id uuid,period int}', null, null),
    ('counters', null, null, null, '{kind text}', null, null),
    -- What each thing is found by.
    ('search_terms', null, null, null, '{kind text,term text,id uuid,field text}', 2000, false),
    -- To be read; an import begins a history of its own.
    ('audit', 'app.audit', '{request_id,ip_address}', null, '{id bigint}', 200, null)
  ) e (name, of_table, hidden, of_query, keys, page, csv)
$$;

-- The columns of an entity, in their order.
create or replace function app.archive_columns(p_name text) returns text[]
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare e record; columns text[];
begin
  select * into strict e from app.archive_entities() a where a.name = p_name;
  if p_name = 'members' then return '{id,email,name,role,may_send,status,created_at}'; end if;
  select array_agg(a.attname::text order by a.attnum) into columns from pg_attribute a
    where a.attrelid = e.of_table::regclass and a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id' and not a.attname::text = any (e.hidden);
  return columns || case when p_name = 'messages' then '{_html}'::text[] else '{}' end;
end $$;

-- How each column stands in a snapshot, and as what in JSON: plain needs no escapes there, lists are copied as the JSON that they become.
create or replace function app.archive_kinds(p_name text) returns table (name text, kind text, is_list boolean)
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return query select c.name, case when t.typcategory = 'A' or t.typname in ('json', 'jsonb') then 'json' when t.typcategory = 'N' then 'number'
      when c.name in ('may_send', '_html') or t.typname = 'bool' then 'boolean' when t.typname in ('uuid', 'date') then 'plain'
      when t.typname = 'timestamptz' or p_name = 'members' and c.name = 'created_at' then 'instant' else 'text' end, coalesce(t.typcategory = 'A', false)
    from unnest(app.archive_columns(p_name)) with ordinality c (name, at)
    left join pg_attribute a on a.attrelid = (select e.of_table::regclass from app.archive_entities() e where e.name = p_name and p_name <> 'members') and a.attname::text = c.name
    left join pg_type t on t.oid = a.atttypid order by c.at;
end $$;

-- Copies all rows of an entity, as PostgreSQL writes records (half of the time and a third of the size of JSON, which the job makes of it),
-- a chunk at a time along its key. Answers what the manifest says of it.
create or replace function app.copy_entity(p_export uuid, p_name text) returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  e record; columns jsonb; copied text; source text; keys text; ask text; next text; names int;
  last jsonb; no int := 0; page int; lines int; all_lines int := 0; size bigint := 0; body text; tenant uuid := app.tenant();
begin
  select * into strict e from app.archive_entities() a where a.name = p_name;
  select jsonb_agg(jsonb_build_object('name', k.name, 'kind', k.kind)), string_agg(format(case when k.is_list then 'to_json(s.%I)' else 's.%I' end, k.name), ','), sum(length(k.name) + 6)
    into columns, copied, names from app.archive_kinds(p_name) k;
  source := coalesce(e.of_query, format('select * from %s where %s = $1', e.of_table, case when e.of_table = 'app.tenants' then 'id' else 'tenant_id' end));
  keys := (select string_agg(format('s.%I', split_part(k, ' ', 1)), ',') from unnest(case when p_name = 'business' then '{currency}' else e.keys end) k);
  page := e.page;
  -- The next chunk begins behind the last line of the one before.
  ask := format('with x as materialized (select row(%s)::text as line, %s from (%s) s %%s order by %s limit $3)
    select count(*), string_agg(line, E''\n'') || E''\n'', (select to_jsonb(x) - ''line'' from x offset $3 - 1) from x', copied, keys, source, keys);
  next := (select format('where (%s) > (%s)', string_agg(format('s.%I', split_part(k, ' ', 1)), ','),
    string_agg(format('($2->>%L)::%s', split_part(k, ' ', 1), split_part(k, ' ', 2)), ',')) from unnest(e.keys) k);
  loop
    execute format(ask, case when last is null then '' else next end) into lines, body, last using tenant, last, page;
    exit when lines = 0;
    insert into app.export_rows (tenant_id, export_id, entity, no, rows, body) values (tenant, p_export, p_name, no, lines, body);
    no := no + 1; all_lines := all_lines + lines; size := size + octet_length(body);
    -- Each chunk is planned anew, which takes as long as some hundreds of short rows.
    page := case when octet_length(body) < 128 * 1024 then least(page * 2, e.page * 4) when octet_length(body) > 512 * 1024 then greatest(page / 2, e.page) else page end;
    exit when last is null or p_name in ('business', 'profile_overrides');
  end loop;
  return jsonb_build_object('name', p_name, 'columns', columns, 'csv', e.csv, 'rows', all_lines, 'bytes', size, 'chunks', no,
    'expected', size * case when e.csv then 2 else 1 end + all_lines * names::bigint);
end $$;

-- What lies in the storage and belongs to it, under the name that it has in the archive: files by what is in them, the papers of what was
-- sent, the letters as they can be shown.
create or replace function app.archive_contents() returns table (name text, object_key text, size_bytes bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select distinct on (f.sha256) 'files/' || f.sha256, f.object_key, f.size_bytes from public.files f
    where f.tenant_id = app.tenant() and f.status = 'STORED' and f.deleted_at is null
  union all
  select distinct on (p.sha256) 'papers/' || p.sha256 || '.pdf', format('tenant/%s/papers/%s', p.tenant_id, p.sha256), p.size_bytes from public.papers p where p.tenant_id = app.tenant()
  union all
  select 'letters/' || m.id || '.html', m.html_key, null from public.messages m where m.tenant_id = app.tenant() and m.html_key is not null
$$;

-- The snapshot: everything in one transaction, REPEATABLE READ, so that it is of one moment. Once: who comes again finds it.
create or replace function app.take_snapshot(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare told jsonb;
begin
  if current_setting('transaction_isolation') <> 'repeatable read' then raise exception 'A snapshot is of one moment'; end if;
  perform set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true), set_config('app.agent', '', true);
  delete from app.export_rows where tenant_id = app.tenant() and export_id = p_id;
  select jsonb_agg(app.copy_entity(p_id, e.name)) into told from app.archive_entities() e;
  with lines as (select c.*, (row_number() over (order by c.name) - 1) / 500 as no from app.archive_contents() c)
  insert into app.export_rows (tenant_id, export_id, entity, no, rows, body)
    select app.tenant(), p_id, '_contents', l.no, count(*), string_agg(jsonb_build_object('name', l.name, 'object_key', l.object_key)::text, E'\n' order by l.name) || E'\n'
    from lines l group by l.no;
  update public.exports x set status = 'RUNNING', snapshot_at = app.now(), entities = told, version = x.version + 1, updated_at = app.now(),
      bytes_expected = (select coalesce(sum((e->>'expected')::bigint), 0) from jsonb_array_elements(told) e)
        + (select coalesce(sum(c.size_bytes), 0) from app.archive_contents() c)
    where x.tenant_id = app.tenant() and x.id = p_id;
end $$;

-- The next chunks of an entity after p_no: at most p_bytes of them, one at least.
create or replace function app.export_chunks(p_id uuid, p_entity text, p_no int, p_bytes int) returns table (no int, body text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare c record; left_over int := p_bytes;
begin
  for c in select r.no, r.body from app.export_rows r
      where r.tenant_id = app.tenant() and r.export_id = p_id and r.entity = p_entity and r.no > p_no order by r.no limit 100 loop
    exit when left_over <= 0;
    no := c.no; body := c.body; left_over := left_over - octet_length(c.body);
    return next;
  end loop;
end $$;

-- One that its job gave up is FAILED, whoever had it in hand.
create or replace function app.export_object(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select app.export_json(x) || jsonb_build_object('role', app.role(), 'user_id', app.actor(), 'tenant_id', x.tenant_id)
    from public.exports x where x.tenant_id = app.tenant() and x.id = p_id and x.deleted_at is null);
end $$;

create or replace function app.export_json(x public.exports) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select to_jsonb(x) - '{entities,parts,upload_id}'::text[]
    || jsonb_build_object('rows', (select coalesce(sum((e->>'rows')::bigint), 0) from jsonb_array_elements(x.entities) e),
      'rehearsal', app.rehearsal_json(x.rehearsal),
      'is_kept', x.status = 'READY' and x.expires_at > app.now(),
      -- In percent, of what was expected; only what is ready is done.
      'progress', case when x.status = 'READY' then 100 when x.bytes_expected > 0 then least(99, x.bytes_done * 100 / x.bytes_expected) else 0 end)
    || coalesce((select jsonb_build_object('status', 'FAILED', 'reason', j.reason) from app.jobs j
      where j.tenant_id = x.tenant_id and j.key = 'export:' || x.id and j.state = 'FAILED' and x.status in ('QUEUED', 'RUNNING')), '{}')
$$;

-- For the job that makes it.
create or replace function app.export_work(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('tenant_id', x.tenant_id, 'is_over', x.status in ('READY', 'FAILED'), 'snapshot_at', x.snapshot_at, 'entities', x.entities, 'upload_id', x.upload_id, 'parts', x.parts,
      'bytes_expected', x.bytes_expected, 'business', jsonb_build_object('id', t.id, 'name', t.name, 'currency', t.currency, 'timezone', t.timezone))
    from public.exports x join app.tenants t on t.id = x.tenant_id where x.tenant_id = app.tenant() and x.id = p_id);
end $$;

-- How far its upload is, said by who holds the job: p_progress {upload_id} begins one anew, {part, bytes} adds to it.
create or replace function app.keep_export_part(p_tenant uuid, p_id uuid, p_lease timestamptz, p_progress jsonb) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  perform from app.jobs j where j.tenant_id = p_tenant and j.key = 'export:' || p_id and j.leased_until = p_lease and j.done_at is null for update;
  if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  update public.exports x set updated_at = app.now(),
      upload_id = coalesce(p_progress->>'upload_id', x.upload_id),
      parts = case when p_progress ? 'upload_id' then '[]' else x.parts || jsonb_build_array(p_progress->'part') end,
      bytes_done = case when p_progress ? 'upload_id' then 0 else x.bytes_done + (p_progress->>'bytes')::bigint end
    where x.tenant_id = p_tenant and x.id = p_id and x.status = 'RUNNING';
  return found;
end $$;

-- It is there (p_size), or it is given up (p_reason); either way the snapshot has had its use.
create or replace function app.end_export(p_id uuid, p_size bigint, p_reason text, p_days int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.export_rows where tenant_id = app.tenant() and export_id = p_id;
  update public.exports x set status = case when p_reason is null then 'READY' else 'FAILED' end, reason = left(p_reason, 500), size_bytes = p_size, finished_at = app.now(),
      expires_at = app.now() + make_interval(days => p_days), upload_id = null, parts = '[]', version = x.version + 1, updated_at = app.now()
    where x.tenant_id = app.tenant() and x.id = p_id;
end $$;

-- Where an archive lies, for who may still have it: asked when its address is used, so that the address ends with the membership (TI7).
create or replace function app.open_export(p_tenant uuid, p_id uuid, p_user text) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  return exists (select from public.exports x join app.memberships m on m.tenant_id = x.tenant_id and m.user_id = p_user and m.status = 'ACTIVE' and m.role in ('OWNER', 'ADMIN')
    where x.tenant_id = p_tenant and x.id = p_id and x.status = 'READY' and x.expires_at > app.now() and x.deleted_at is null);
end $$;

-- Which one a repeat within its minute means.
create or replace function app.newest_export() returns uuid
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select x.id from public.exports x where x.tenant_id = app.tenant() and x.deleted_at is null order by x.created_at desc, x.id desc limit 1);
end $$;

-- The night in which a business is exported by itself next: at three where it is; of weeks on Monday, of months on the first.
create or replace function app.next_export(p_every text, p_zone text) returns timestamptz
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when p_every <> 'NEVER' then ((case p_every when 'DAY' then d + 1 when 'WEEK' then date_trunc('week', d + 7)::date else (date_trunc('month', d) + interval '1 month')::date end) + time '03:00') at time zone p_zone end
    from (select (app.now() at time zone p_zone)::date as d) today
$$;

create or replace function app.export_schedule() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('every', coalesce(r.every, 'NEVER'), 'next_at', r.next_at, 'version', coalesce(r.version, 1), 'role', app.role())
    from app.tenants t left join app.export_rules r on r.tenant_id = t.id where t.id = app.tenant());
end $$;

create or replace function app.set_export_schedule(p_every text, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare zone text; now_version int;
begin
  select t.timezone into zone from app.tenants t where t.id = app.tenant() for no key update;
  select coalesce((select r.version from app.export_rules r where r.tenant_id = app.tenant()), 1) into now_version;
  if p_version <> now_version then raise exception 'State changed' using errcode = 'U0409', hint = 'export_schedule'; end if;
  insert into app.export_rules as r (tenant_id, every, next_at) values (app.tenant(), p_every, app.next_export(p_every, zone))
    on conflict on constraint export_rules_pkey do update
      set every = excluded.every, next_at = excluded.next_at, updated_at = app.now(), updated_by = excluded.updated_by, version = r.version + 1;
end $$;

-- Asks for the exports whose night has come: one for a day of the business, however often this runs; nights that were missed are not made up for.
create or replace function app.begin_exports(p_limit int) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record; id uuid; begun int := 0;
begin
  for r in select e.tenant_id, e.every, e.updated_by, t.timezone, t.importing is not null or t.sample_of is not null or t.closing_id is not null as is_skipped
      from app.export_rules e join app.tenants t on t.id = e.tenant_id where e.next_at <= app.now() order by e.next_at limit least(p_limit, 500) for update of e skip locked loop
    perform set_config('app.tenant', r.tenant_id::text, true);
    update app.export_rules e set next_at = app.next_export(r.every, r.timezone) where e.tenant_id = r.tenant_id;
    continue when r.is_skipped;
    id := app.new_id();
    insert into public.exports (tenant_id, id, kind, bucket, created_by)
      values (r.tenant_id, id, 'PERIODIC', 'day:' || (app.now() at time zone r.timezone)::date, r.updated_by) on conflict on constraint exports_bucket_key do nothing;
    continue when not found;
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) values (r.tenant_id, app.now(), 'system', 'export.create', 'export', id);
    insert into app.jobs (tenant_id, type, key, payload, run_at) values (r.tenant_id, 'ARCHIVE_EXPORT', 'export:' || id, jsonb_build_object('export_id', id), app.now());
    begun := begun + 1;
  end loop;
  perform set_config('app.tenant', '', true);
  return begun;
end $$;

grant execute on function app.export_schedule(), app.set_export_schedule(text, int), app.begin_exports(int) to hub_app;
grant execute on function app.take_snapshot(uuid), app.export_chunks(uuid, text, int, int), app.export_object(uuid), app.export_json(public.exports), app.export_work(uuid),
  app.keep_export_part(uuid, uuid, timestamptz, jsonb), app.end_export(uuid, bigint, text, int), app.open_export(uuid, uuid, text), app.newest_export() to hub_app;
