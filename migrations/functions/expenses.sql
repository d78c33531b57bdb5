-- Others that may be the same purchase: the same receipt, or the same vendor, day and amount. As far as whoever asks may see them.
create or replace function app.expense_duplicates(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare e public.expenses; hash text;
begin
  select * into e from public.expenses x where x.tenant_id = app.tenant() and x.id = p_id;
  select f.sha256 into hash from public.files f
    where f.tenant_id = e.tenant_id and f.id = e.receipt_file_id and f.status = 'STORED' and f.deleted_at is null;
  return (select coalesce(jsonb_agg(d.id order by d.id), '[]') from (
      select o.id from public.files g join public.expenses o on o.tenant_id = g.tenant_id and o.receipt_file_id = g.id and o.deleted_at is null
        where g.tenant_id = e.tenant_id and g.sha256 = hash and g.status = 'STORED' and g.deleted_at is null and o.id <> e.id
      union
      select o.id from public.expenses o
        where o.tenant_id = e.tenant_id and o.expense_date = e.expense_date and o.amount = e.amount and o.deleted_at is null
          and o.currency = e.currency and o.id <> e.id and (o.vendor_contact_id = e.vendor_contact_id or o.vendor_key = e.vendor_key)
      limit 10) d);
end $$;

-- What is known of its receipt; null for one that was deleted.
create or replace function app.expense_receipt(p_file uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', f.id, 'file_name', f.file_name, 'mime_type', f.mime_type, 'size_bytes', f.size_bytes, 'sha256', f.sha256, 'status', f.status, 'upload_until', f.upload_until,
      'object_key', f.object_key)
    from public.files f where f.tenant_id = app.tenant() and f.id = p_file and f.deleted_at is null);
end $$;

create or replace function app.expense_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(e) || jsonb_build_object('role', app.role(), 'vendor', app.vendor_name(e.vendor_contact_id, e.vendor_name),
      'receipt', app.expense_receipt(e.receipt_file_id), 'duplicates', app.expense_duplicates(e.id))
    from public.expenses e where e.tenant_id = app.tenant() and e.id = p_id and e.deleted_at is null);
end $$;

-- What the vendor is called now; what he was called then, where the contact is gone or not an agent's to see.
create or replace function app.vendor_name(p_contact uuid, p_name text) returns text
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select c.display_name from public.contacts c where c.tenant_id = app.tenant() and c.id = p_contact and c.deleted_at is null), p_name);
end $$;

-- A stored file becomes the receipt of an expense, and belongs to that if it belonged to nothing; one receipt may be of several.
create or replace function app.take_receipt(p_expense uuid, p_file uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare f public.files;
begin
  select * into f from public.files x where x.tenant_id = app.tenant() and x.id = p_file and x.deleted_at is null for update;
  if f.status <> 'STORED' then
    raise exception 'The file has not arrived yet: send its bytes first' using errcode = 'U0422', hint = 'receipt_file_id';
  end if;
  update public.files x set expense_id = p_expense, version = x.version + 1, updated_at = app.now()
    where x.tenant_id = f.tenant_id and x.id = p_file and num_nonnulls(x.contact_id, x.invoice_id, x.quote_id, x.work_item_id, x.expense_id) = 0;
  update public.expenses e set receipt_file_id = p_file where e.tenant_id = f.tenant_id and e.id = p_expense;
end $$;

-- What a deleted draft had: a receipt that another expense has as well belongs to that from now on, whoever sees that; the rest to nothing,
-- and goes.
create or replace function app.release_receipts(p_expense uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); f public.files; heir uuid;
begin
  perform set_config('app.agent', '', true);
  for f in select * from public.files x where x.tenant_id = app.tenant() and x.expense_id = p_expense and x.deleted_at is null for update loop
    select e.id into heir from public.expenses e
      where e.tenant_id = f.tenant_id and e.receipt_file_id = f.id and e.deleted_at is null order by e.id limit 1;
    update public.files x set expense_id = heir, version = x.version + 1, updated_at = app.now() where x.tenant_id = f.tenant_id and x.id = f.id;
    if heir is null then
      insert into app.jobs (tenant_id, type, key, payload, run_at)
        values (f.tenant_id, 'FILE_FORGET', 'file.release:' || f.id, jsonb_build_object('file_id', f.id), app.now()) on conflict on constraint jobs_pkey do nothing;
    end if;
  end loop;
  perform set_config('app.agent', coalesce(agent, ''), true);
end $$;

-- Refuses to submit what lacks something; the verb says what.
create or replace function app.must_be_complete(p_complete boolean) returns void
  language plpgsql stable as $$
begin
  if p_complete is not true then raise exception 'Required' using errcode = 'U0422', hint = 'body'; end if;
end $$;

-- A forwarded mail becomes a draft under the id of the mail: what came with it are its files, the first that can be a receipt is that. p_mail: id,
-- notes, sender, once_key, and what an e-invoice among them says (read, with its file_id): that is the receipt then. Answers the objects in the storage that nobody needs.
create or replace function app.keep_receipt(p_mail jsonb, p_files jsonb, p_terms jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare of_mail uuid := (p_mail->>'id')::uuid; spare jsonb; read jsonb := nullif(p_mail->'read', 'null'); ids uuid[] := array(select (each->>'id')::uuid from jsonb_array_elements(p_files) each); receipt uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('mail:' || app.tenant(), 0));
  if exists (select from public.expenses e where e.tenant_id = app.tenant() and e.id = of_mail) then return '[]'; end if;
  if exists (select from public.expenses e where e.tenant_id = app.tenant() and e.once_key = p_mail->>'once_key') then
    return coalesce((select jsonb_agg(each->>'object_key') from jsonb_array_elements(p_files) each), '[]');
  end if;
  insert into public.expenses (tenant_id, id, source, listed_on, currency, notes, sender, once_key, vendor_name, expense_date, due_date, invoice_number, amount, tax_total, read_at)
    select app.tenant(), of_mail, 'EMAIL_FORWARD', coalesce((read->>'expense_date')::date, app.today()), coalesce(read->>'currency', t.currency), p_mail->>'notes', p_mail->'sender', p_mail->>'once_key',
      read->>'vendor_name', (read->>'expense_date')::date, (read->>'due_date')::date, read->>'invoice_number', (read->>'amount')::bigint, (read->>'tax_total')::bigint, case when read is not null then app.now() end
    from app.tenants t where t.id = app.tenant();
  spare := app.keep_mail_files(null, p_files);
  update public.files f set expense_id = of_mail where f.tenant_id = app.tenant() and f.id = any (ids);
  select f.id into receipt from public.files f where f.tenant_id = app.tenant() and f.id = any (ids)
    order by f.id = (read->>'file_id')::uuid desc nulls last, (f.mime_type ~ '^(image/|application/pdf)') desc, f.id limit 1;
  update public.expenses e set receipt_file_id = receipt where e.tenant_id = app.tenant() and e.id = of_mail;
  perform app.index_terms('expense', of_mail, p_terms);
  return spare;
end $$;

-- What an e-invoice says fills its draft, once, where nobody has written anything: its file was uploaded as the receipt. p_read: the columns,
-- amounts in minor units, and the terms that it is found by.
create or replace function app.read_expense(p_tenant uuid, p_file uuid, p_read jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare e public.expenses;
begin
  perform set_config('app.tenant', p_tenant::text, true);
  select * into e from public.expenses x where x.tenant_id = p_tenant and x.receipt_file_id = p_file and x.deleted_at is null and x.read_at is null and x.status = 'DRAFT' and x.source = 'UPLOAD'
    order by x.id limit 1 for update;
  if not found then return; end if;
  update public.expenses x set read_at = app.now(), version = x.version + 1, updated_at = app.now(),
      vendor_name = coalesce(x.vendor_name, p_read->>'vendor_name'),
      expense_date = coalesce(x.expense_date, (p_read->>'expense_date')::date),
      listed_on = coalesce(x.expense_date, (p_read->>'expense_date')::date, x.listed_on),
      due_date = coalesce(x.due_date, (p_read->>'due_date')::date),
      invoice_number = coalesce(x.invoice_number, p_read->>'invoice_number'),
      amount = coalesce(x.amount, (p_read->>'amount')::bigint),
      tax_total = case when x.amount is null and x.tax_total is null then (p_read->>'tax_total')::bigint else x.tax_total end,
      currency = case when x.amount is null and p_read->>'amount' is not null then p_read->>'currency' else x.currency end
    where x.tenant_id = p_tenant and x.id = e.id;
  perform app.index_terms('expense', e.id, case when e.vendor_name is null then p_read->'terms' else (p_read->'terms') - 'vendor' end);
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
    values (p_tenant, app.now(), 'system', 'expense.read', 'expense', e.id, p_read - 'terms' || jsonb_build_object('file_id', p_file));
end $$;

grant execute on function app.read_expense(uuid, uuid, jsonb), app.expense_duplicates(uuid), app.expense_receipt(uuid), app.expense_object(uuid), app.vendor_name(uuid, text),
  app.take_receipt(uuid, uuid), app.release_receipts(uuid), app.must_be_complete(boolean), app.keep_receipt(jsonb, jsonb, jsonb) to hub_app;
