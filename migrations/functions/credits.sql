-- What is taken off an invoice without money: credit notes, and what its business gives up. Behind the lock of the invoice.

-- All that is due, or so much of it. No tax changes by this: it is no credit note.
create or replace function app.write_off(p_invoice uuid, p_id uuid, p_amount bigint, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare due bigint := (select i.amount_due from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice);
begin
  if p_amount > due then raise exception 'No more than what is due can be written off' using errcode = 'U0422', hint = 'amount'; end if;
  insert into public.invoice_credits (tenant_id, id, invoice_id, kind, amount, reason)
    values (app.tenant(), p_id, p_invoice, 'WRITE_OFF', coalesce(p_amount, due), p_reason);
  perform app.settle_invoice(p_invoice);
end $$;

-- All that was written off is owed again.
create or replace function app.reverse_write_off(p_invoice uuid, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.invoice_credits (tenant_id, id, invoice_id, kind, amount, reason)
    select i.tenant_id, app.new_id(), i.id, 'WRITE_OFF', -i.amount_written_off, p_reason from public.invoices i
    where i.tenant_id = app.tenant() and i.id = p_invoice and i.amount_written_off > 0;
  perform app.settle_invoice(p_invoice);
end $$;

grant execute on function app.write_off(uuid, uuid, bigint, text), app.reverse_write_off(uuid, text) to hub_app;
