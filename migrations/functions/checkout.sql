-- A checkout page that was made for an invoice. Was the invoice voided or paid while the provider made the page, then the
-- page is closed again by a job of the same transaction (MO6).
create or replace function app.keep_checkout(p_invoice uuid, p_session jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.checkout_sessions (tenant_id, id, account, invoice_id, amount, currency, url, expires_at)
    values (app.tenant(), p_session->>'id', p_session->>'account', p_invoice, (p_session->>'amount')::bigint, p_session->>'currency',
      p_session->>'url', (p_session->>'expires_at')::timestamptz)
    on conflict on constraint checkout_sessions_pkey do nothing;
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select app.tenant(), 'CHECKOUT_EXPIRE', 'checkout.expire:' || p_invoice || ':' || (p_session->>'id'), jsonb_build_object('invoice_id', p_invoice), app.now()
    from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice
      and (i.status <> 'SENT' or i.amount_due <> (p_session->>'amount')::bigint or app.is_closed(i.tenant_id))
    on conflict on constraint jobs_pkey do nothing;
  -- Whatever the webhooks say or do not say, the provider is asked how the session ended (WH13).
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (app.tenant(), 'CHECKOUT_RECONCILE', 'checkout.reconcile:' || (p_session->>'id'),
      jsonb_build_object('session_id', p_session->>'id'), app.now() + interval '5 minutes')
    on conflict on constraint jobs_pkey do nothing;
end $$;

grant execute on function app.keep_checkout(uuid, jsonb) to hub_app;
