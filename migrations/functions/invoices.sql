-- amount_paid and amount_credited move here and nowhere else: behind the lock that app.act took on the invoice. What rose last settled it.
create or replace function app.settle_invoice(p_invoice uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.balance_credits(p_invoice);
  update public.invoices i set version = i.version + 1, updated_at = app.now(),
    amount_paid = s.paid, amount_credited = s.credited + s.written_off, amount_written_off = s.written_off,
    settled_by = case when i.total - s.paid - s.credited - s.written_off > 0 then null
      when s.written_off > i.amount_written_off then 'WRITE_OFF'
      when s.credited > i.amount_credited - i.amount_written_off then 'CREDIT'
      when s.paid > i.amount_paid then 'PAYMENT' else i.settled_by end
  from app.settled(p_invoice) s
  where i.tenant_id = app.tenant() and i.id = p_invoice
$$;

-- What was paid of an invoice, credited and written off, by its facts.
create or replace function app.settled(p_invoice uuid, out paid bigint, out credited bigint, out written_off bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (select coalesce(sum(p.applied), 0)::bigint from public.payments p where p.tenant_id = app.tenant() and p.invoice_id = p_invoice),
    coalesce(sum(c.amount) filter (where c.kind = 'CREDIT_NOTE'), 0)::bigint, coalesce(sum(c.amount) filter (where c.kind = 'WRITE_OFF'), 0)::bigint
  from public.invoice_credits c where c.tenant_id = app.tenant() and c.invoice_id = p_invoice
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
