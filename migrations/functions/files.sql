create or replace function app.file_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(f) || jsonb_build_object('role', app.role()) from public.files f
    where f.tenant_id = app.tenant() and f.id = p_id and f.deleted_at is null);
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
  if not found then return null; end if;
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
      'is_linked', f.status = 'STORED' and num_nonnulls(f.contact_id, f.invoice_id, f.message_id, f.work_item_id, f.quote_id, f.expense_id) > 0,
      'is_shared', exists (select from public.files o where o.tenant_id = f.tenant_id and o.object_key = f.object_key and o.id <> f.id and o.deleted_at is null))
    from public.files f where f.tenant_id = app.tenant() and f.id = p_id);
end $$;

grant execute on function app.file_object(uuid), app.store_file(uuid, uuid, text), app.file_remains(uuid) to hub_app;
