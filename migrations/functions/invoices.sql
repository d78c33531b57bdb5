-- amount_paid moves here and nowhere else: behind the lock that app.act took on the invoice.
create or replace function app.settle_invoice(p_invoice uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.invoices i set version = i.version + 1, updated_at = app.now(),
    amount_paid = (select coalesce(sum(p.applied), 0) from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id)
  where i.tenant_id = app.tenant() and i.id = p_invoice
$$;

-- The currency a payment was read with must be the invoice's own.
create or replace function app.same_currency(p_invoice uuid, p_currency text) returns void
  language plpgsql stable as $$
begin
  if not exists (select from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.currency = p_currency) then
    raise exception 'The invoice is in another currency' using errcode = 'U0422', hint = 'currency';
  end if;
end $$;

-- Freezes a draft: number, date and everything that is printed. Behind the lock of the document; a second call changes nothing.
create or replace function app.finalise_invoice(p_invoice uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare held public.invoices; n bigint;
begin
  select * into held from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice;
  if held.invoice_number is not null then return; end if;
  n := app.next_number('invoice');
  update public.invoices i set finalised_at = app.now(),
      invoice_number = t.invoice_prefix || case when n < 10000 then lpad(n::text, 4, '0') else n::text end,
      snapshot = jsonb_build_object(
        'business', to_jsonb(t) - array['settings', 'settings_version', 'owner_email', 'plan', 'profile_id', 'external_org_id', 'created_at', 'updated_at', 'id'],
        'contact', (select to_jsonb(c) - array['tenant_id', 'id', 'notes', 'tags', 'status', 'assigned_to', 'version', 'created_at', 'updated_at', 'created_by', 'deleted_at']
                    from public.contacts c where c.tenant_id = i.tenant_id and c.id = i.contact_id))
    from app.tenants t where t.id = i.tenant_id and i.tenant_id = app.tenant() and i.id = p_invoice
    returning i.invoice_number into held.invoice_number;
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), 'invoice', p_invoice, word, 'number' from regexp_split_to_table(lower(held.invoice_number), '[^a-z0-9]+') word where word <> ''
    on conflict do nothing;
end $$;

-- An invoice is found by its contact's names too. Runs as the caller, under his policies.
create or replace function app.index_contact_of(p_invoice uuid, p_contact uuid) returns void
  language sql volatile as $$
  delete from public.search_terms where tenant_id = app.tenant() and kind = 'invoice' and id = p_invoice and field = 'contact';
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), 'invoice', p_invoice, s.term, 'contact' from public.search_terms s
    where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_contact
$$;

-- Call only behind the lock of the document, so that a refused send keeps its number and leaves no gap.
create or replace function app.next_number(p_kind text) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.counters (tenant_id, kind, last) values (app.tenant(), p_kind, 1)
    on conflict on constraint counters_pkey do update set last = counters.last + 1 returning last
$$;

grant execute on function app.settle_invoice(uuid), app.same_currency(uuid, text), app.finalise_invoice(uuid),
  app.index_contact_of(uuid, uuid) to hub_app;
