-- A business in which a restore is tried: nobody is a member of it, it is listed nowhere, and nothing leaves it.
create or replace function app.is_rehearsal() returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.tenants t where t.id = app.tenant() and t.rehearsal_of is not null);
end $$;

-- Behind the lock of the export. The business (p_id) and its import have one id. Its job waits in no queue: who tries the restore does its work.
create or replace function app.begin_rehearsal(p_export uuid, p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare x public.exports; here uuid := app.tenant();
begin
  select * into x from public.exports e where e.tenant_id = here and e.id = p_export and e.deleted_at is null;
  if x.expires_at <= app.now() then raise exception 'This archive is no longer kept: export again' using errcode = 'U0409', hint = 'rehearsal'; end if;
  if x.size_bytes > 99614720 then raise exception 'Archives of more than 95 MB cannot be imported' using errcode = 'U0409', hint = 'rehearsal'; end if;
  insert into app.tenants (id, external_org_id, name, owner_email, timezone, currency, importing, rehearsal_of)
    select p_id, 'rehearsal_' || p_id, t.name, '', t.timezone, t.currency, p_id, t.id from app.tenants t where t.id = here
    on conflict on constraint tenants_rehearsal_of_key do nothing;
  if not found then raise exception 'A restore is being tried already: wait until it is done' using errcode = 'U0409', hint = 'rehearsal'; end if;
  update public.exports e set rehearsal = jsonb_build_object('id', p_id, 'status', 'QUEUED'), version = e.version + 1, updated_at = app.now() where e.tenant_id = here and e.id = p_export;
  perform set_config('app.tenant', p_id::text, true);
  insert into public.files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by)
    values (p_id, p_id, 'archive.zip', 'application/zip', x.size_bytes, repeat('0', 64), 'STORED', format('tenant/%s/exports/%s.zip', here, p_export), app.actor());
  insert into public.imports (tenant_id, id, file_id, bytes_expected) values (p_id, p_id, p_id, x.size_bytes);
  insert into app.jobs (tenant_id, type, key, payload, run_at) values (p_id, 'ARCHIVE_IMPORT', 'import:' || p_id, jsonb_build_object('import_id', p_id), 'infinity');
  perform set_config('app.tenant', here::text, true);
end $$;

-- For the job that tries it, who holds the job of the import as well from now on. is_open: nothing came of it yet.
create or replace function app.hold_rehearsal(p_tenant uuid, p_export uuid, p_id uuid, p_lease timestamptz) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  perform from app.jobs j where j.tenant_id = p_tenant and j.key = 'rehearse:' || p_id and j.leased_until = p_lease and j.done_at is null for update;
  if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  update app.jobs j set leased_until = p_lease from app.tenants t
    where t.id = p_id and t.rehearsal_of = p_tenant and j.tenant_id = t.id and j.key = 'import:' || p_id;
  return (select jsonb_build_object('is_open', coalesce(x.rehearsal->>'id' = p_id::text and x.rehearsal->>'status' = 'QUEUED', false),
      'is_there', exists (select from app.tenants t where t.id = p_id and t.rehearsal_of = p_tenant))
    from public.exports x where x.tenant_id = p_tenant and x.id = p_export);
end $$;

-- What came of it, said once: figures, or the reason why there are none. The business goes after that.
create or replace function app.end_rehearsal(p_export uuid, p_id uuid, p_report jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.exports x set rehearsal = p_report || jsonb_build_object('id', p_id, 'status', case when p_report->>'reason' is null then 'DONE' else 'FAILED' end, 'checked_at', app.now()), version = x.version + 1, updated_at = app.now()
    where x.tenant_id = app.tenant() and x.id = p_export and x.rehearsal->>'id' = p_id::text and x.rehearsal->>'status' = 'QUEUED';
end $$;

-- What an export says of its last try; it runs once somebody took up its import.
create or replace function app.rehearsal_json(p_rehearsal jsonb) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_rehearsal->>'status' = 'QUEUED' and exists (select from app.jobs j where j.tenant_id = (p_rehearsal->>'id')::uuid and j.key = 'import:' || (p_rehearsal->>'id') and j.leased_until is not null) then
    return p_rehearsal || '{"status": "RUNNING"}';
  end if;
  return p_rehearsal;
end $$;

-- What came into the business of who asks: rows of each entity, sums of money in minor units, the last number of each register, and what its
-- books are wrong about. All rows count, deleted ones too, as an archive has them.
create or replace function app.restored_figures() returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare here uuid := app.tenant(); e record; n bigint; told jsonb := '[]';
begin
  perform set_config('app.agent', '', true);
  for e in select a.name, a.of_table from app.archive_entities() a where a.name not in ('business', 'profile_overrides', 'members', 'audit') loop
    execute format('select count(*) from %s where tenant_id = $1 %s', e.of_table, case when e.name = 'files' then 'and id <> $1' else '' end) into n using here;
    told := told || jsonb_build_object('name', 'rows.' || e.name, 'currency', null, 'value', n::text);
  end loop;
  return told || (select coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'currency', f.currency, 'value', f.value::text)), '[]') from (
    select s.name, i.currency, sum(s.value) as value from public.invoices i
      cross join lateral (values ('invoices.total', i.total), ('invoices.amount_paid', i.amount_paid), ('invoices.amount_credited', i.amount_credited), ('invoices.amount_due', i.amount_due)) s (name, value)
      where i.tenant_id = here group by 1, 2
    union all select 'payments.amount', p.currency, sum(p.amount) from public.payments p where p.tenant_id = here group by 2
    union all select 'credit_notes.total', c.currency, sum(c.total) from public.credit_notes c where c.tenant_id = here group by 2
    union all select 'unapplied_money.left', u.currency, sum(u.amount - u.applied - u.returned) from public.unapplied_money u where u.tenant_id = here group by 2
    union all select 'expenses.amount', x.currency, coalesce(sum(x.amount), 0) from public.expenses x where x.tenant_id = here group by 2
    union all select 'last_number.' || k.kind, null, k.last from public.counters k where k.tenant_id = here
    union all select 'wrong_in_books', null, count(*) from app.money_problems(here)) f);
end $$;

-- All rows of a business that goes as a whole, in one statement: at its end every reference is looked at, whichever table came first. A table of
-- later is among them by itself. Not to be called by the Worker: by who made sure that it may go.
create or replace function app.drop_business(p_tenant uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare parts text;
begin
  perform app.drop_business(t.id) from app.tenants t where t.rehearsal_of = p_tenant;
  perform set_config('app.tenant', p_tenant::text, true), set_config('app.agent', '', true);
  update app.sessions s set tenant_id = null where s.tenant_id = p_tenant;
  select string_agg(format('t%s as (delete from %I.%I where tenant_id = $1)', c.oid, n.nspname, c.relname), ', ') into strict parts
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind = 'r' and n.nspname in ('app', 'public') and c.relname <> 'sessions';
  execute format('with %s delete from app.tenants where id = $1', parts) using p_tenant;
end $$;

-- Takes away at most p_limit rows of each table of a business in which a restore was tried; true once it is gone as a whole.
create or replace function app.drop_rehearsal(p_id uuid, p_limit int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.tenants t where t.id = p_id and t.rehearsal_of is not null for update;
  if not found then return true; end if;
  perform set_config('app.tenant', p_id::text, true);
  if not app.undo_archive(p_id, p_limit) then return false; end if;
  perform app.drop_business(p_id);
  return true;
end $$;

-- Those that nobody is at work on any more: their job was given up, or is gone. Some rows of one each time.
create or replace function app.sweep_rehearsals(p_limit int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare r record;
begin
  select t.id, t.rehearsal_of into r from app.tenants t
    where t.rehearsal_of is not null and not exists (select from app.jobs j where j.tenant_id = t.rehearsal_of and j.key = 'rehearse:' || t.id and j.done_at is null)
    order by t.id limit 1;
  if not found then return; end if;
  perform set_config('app.tenant', r.rehearsal_of::text, true);
  with ended as (
    update public.exports x set rehearsal = x.rehearsal || jsonb_build_object('status', 'FAILED', 'checked_at', app.now(), 'reason', 'It could not be imported: try again later'),
        version = x.version + 1, updated_at = app.now()
      where x.tenant_id = r.rehearsal_of and x.rehearsal->>'id' = r.id::text and x.rehearsal->>'status' = 'QUEUED' returning x.id)
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id) select r.rehearsal_of, app.now(), 'system', 'export.compare', 'export', e.id from ended e;
  perform app.drop_rehearsal(r.id, p_limit);
  perform set_config('app.tenant', '', true);
end $$;

grant execute on function app.is_rehearsal(), app.begin_rehearsal(uuid, uuid), app.hold_rehearsal(uuid, uuid, uuid, timestamptz), app.end_rehearsal(uuid, uuid, jsonb), app.rehearsal_json(jsonb),
  app.restored_figures(), app.drop_rehearsal(uuid, int), app.sweep_rehearsals(int) to hub_app;
