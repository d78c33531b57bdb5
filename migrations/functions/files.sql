create or replace function app.file_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(f) || jsonb_build_object('role', app.role(), 'is_evidence', app.is_handed_in(f.id)) from public.files f
    where f.tenant_id = app.tenant() and f.id = p_id and f.deleted_at is null);
end $$;

-- The receipt of what was handed in or approved: it stays as it is (10 years in some countries), until the expense is mended again. Whatever
-- the file belongs to since: it may have been given to another expense, too, also to one that an agent who has the file does not see.
create or replace function app.is_handed_in(p_file uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); is_so boolean;
begin
  perform set_config('app.agent', '', true);
  is_so := exists (select from public.expenses e
    where e.tenant_id = app.tenant() and e.receipt_file_id = p_file and e.status in ('SUBMITTED', 'APPROVED') and e.deleted_at is null);
  perform set_config('app.agent', coalesce(agent, ''), true);
  return is_so;
end $$;

-- The bytes of a file have arrived, as whoever holds its signed address sent them. Content that is there already is not kept twice: the
-- file points at it, and the caller takes away what it stored. Null when the file is gone. Said twice, it changes nothing.
create or replace function app.store_file(p_tenant uuid, p_id uuid, p_sha256 text) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare f public.files; same text;
begin
  perform set_config('app.tenant', p_tenant::text, true);
  perform pg_advisory_xact_lock(hashtextextended(p_tenant || p_sha256, 0));
  select * into f from public.files where tenant_id = p_tenant and id = p_id and deleted_at is null for update;
  if not found or app.is_closed(p_tenant) then return null; end if;
  if f.status = 'PENDING' then
    -- Locked, so that nobody forgets it meanwhile.
    select o.object_key into same from public.files o
      where o.tenant_id = p_tenant and o.sha256 = p_sha256 and o.status = 'STORED' and o.deleted_at is null limit 1 for share;
    update public.files set status = 'STORED', sha256 = p_sha256, object_key = coalesce(same, object_key), version = version + 1, updated_at = app.now()
      where tenant_id = p_tenant and id = p_id returning * into f;
  end if;
  return jsonb_build_object('object_key', f.object_key, 'sha256', f.sha256);
end $$;

-- What is left of a file, for whoever tidies up: whether anything still shows it, and whether another needs its bytes.
create or replace function app.file_remains(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('object_key', f.object_key, 'is_deleted', f.deleted_at is not null,
      'is_linked', f.status = 'STORED' and (num_nonnulls(f.contact_id, f.invoice_id, f.message_id, f.work_item_id, f.quote_id, f.expense_id) > 0
        or exists (select from public.expenses e where e.tenant_id = f.tenant_id and e.receipt_file_id = f.id and e.deleted_at is null)
        or exists (select from public.ai_drafts d where d.tenant_id = f.tenant_id and d.source_id = f.id and d.file_id = f.id and d.status in ('READY', 'PENDING_QC', 'APPROVED') and d.deleted_at is null)),
      'is_shared', exists (select from public.files o where o.tenant_id = f.tenant_id and o.object_key = f.object_key and o.id <> f.id and o.deleted_at is null))
    from public.files f where f.tenant_id = app.tenant() and f.id = p_id);
end $$;

-- What the files of a business take; a file that is deleted takes nothing.
create or replace function app.count_storage() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare change bigint := case when new.deleted_at is null then new.size_bytes else 0 end;
begin
  if tg_op = 'UPDATE' then change := change - case when old.deleted_at is null then old.size_bytes else 0 end; end if;
  insert into app.storage as s (tenant_id, bytes) values (new.tenant_id, change)
    on conflict on constraint storage_pkey do update set bytes = s.bytes + excluded.bytes;
  return null;
end $$;
drop trigger if exists storage_added on public.files;
create trigger storage_added after insert on public.files for each row execute function app.count_storage();
drop trigger if exists storage_changed on public.files;
create trigger storage_changed after update of deleted_at, size_bytes on public.files for each row
  when (new.deleted_at is distinct from old.deleted_at or new.size_bytes <> old.size_bytes) execute function app.count_storage();

-- Refuses a file for which the plan of the business has no room. p_room: of each plan, in bytes.
create or replace function app.must_have_storage(p_bytes bigint, p_room jsonb) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare room bigint := (select (p_room->>t.plan)::bigint from app.tenants t where t.id = app.tenant());
begin
  if coalesce((select s.bytes from app.storage s where s.tenant_id = app.tenant()), 0) + p_bytes > room then
    raise exception 'Your plan has room for % GB of files, and this one no longer fits: delete files that nobody needs, or take a larger plan', room / 1000000000
      using errcode = 'U0422', hint = 'size_bytes', detail = 'STORAGE_FULL';
  end if;
end $$;

grant execute on function app.file_object(uuid), app.is_handed_in(uuid), app.store_file(uuid, uuid, text), app.file_remains(uuid), app.must_have_storage(bigint, jsonb) to hub_app;
