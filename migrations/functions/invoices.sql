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

-- What a person received by hand was received by today, where the business is.
create or replace function app.day_has_come(p_at timestamptz) returns void
  language plpgsql stable as $$
begin
  if app.local_date(p_at) > app.today() then
    raise exception 'This day has not come yet where the business is' using errcode = 'U0422', hint = 'paid_at';
  end if;
end $$;

grant execute on function app.settle_invoice(uuid), app.same_currency(uuid, text), app.day_has_come(timestamptz) to hub_app;
