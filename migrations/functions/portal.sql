-- Everything the page of an invoice prints and what paying it needs, in one statement; null for a token that does not open
-- an invoice now. With p_seen the view is recorded as well; the document itself never changes here.
create or replace function app.portal_view(p_hash text, p_seen boolean) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k app.portal_tokens; t app.tenants; is_first boolean;
begin
  select * into k from app.portal_tokens where hash = decode(p_hash, 'hex') and object_type = 'invoice' and revoked_at is null and expires_at > app.now();
  if not found then return null; end if;
  perform set_config('app.tenant', k.tenant_id::text, true);
  select * into t from app.tenants where id = k.tenant_id;
  if p_seen then
    insert into public.invoice_views as v (tenant_id, invoice_id, count, first_at, last_at)
      select i.tenant_id, i.id, 1, app.now(), app.now() from public.invoices i where i.tenant_id = k.tenant_id and i.id = k.object_id and i.status = 'SENT'
      on conflict on constraint invoice_views_pkey do update set count = v.count + 1, last_at = excluded.last_at
      returning v.count = 1 into is_first;
    if is_first then
      insert into app.outbox (tenant_id, event, object_id, at) values (k.tenant_id, 'portal.invoice.view', k.object_id, app.now());
    end if;
  end if;
  return (select jsonb_build_object(
      'id', i.id, 'status', i.status, 'invoice_number', i.invoice_number, 'reference', i.reference, 'issue_date', i.issue_date, 'due_date', i.due_date,
      'currency', i.currency, 'prices_include_tax', i.prices_include_tax, 'discount', i.discount, 'charges', i.charges, 'taxes', i.taxes,
      'subtotal', i.subtotal, 'discount_total', i.discount_total, 'charge_total', i.charge_total, 'tax_total', i.tax_total, 'total', i.total,
      'amount_paid', i.amount_paid, 'notes', i.notes, 'terms', i.terms,
      'business', i.snapshot->'business', 'contact', i.snapshot->'contact',
      'today', (app.now() at time zone t.timezone)::date, 'timezone', t.timezone,
      'lines', coalesce((select jsonb_agg(jsonb_build_object('name', l.name, 'description', l.description, 'qty_e4', l.qty_e4, 'rate_e4', l.rate_e4,
          'discount', l.discount, 'amount', l.amount) order by l.position)
        from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id), '[]'),
      'payments', coalesce((select jsonb_agg(jsonb_build_object('applied', p.applied, 'paid_at', p.paid_at, 'provider', p.provider,
          'method_label', p.method_label, 'receipt_url', p.receipt_url) order by p.created_at, p.id)
        from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.applied <> 0), '[]'),
      'sessions', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'account', s.account, 'amount', s.amount, 'url', s.url, 'status', s.status,
          'open', s.status = 'OPEN' and s.expires_at > app.now(), 'lasting', s.expires_at > app.now() + interval '1 minute') order by s.created_at desc, s.id desc)
        from public.checkout_sessions s where s.tenant_id = i.tenant_id and s.invoice_id = i.id), '[]'),
      'payer', jsonb_build_object('tenant_id', t.id, 'name', t.name, 'email', t.owner_email, 'country', t.country,
        'account', (select jsonb_build_object('id', a.account, 'charges_enabled', a.charges_enabled) from app.stripe_accounts a where a.tenant_id = t.id)))
    from public.invoices i where i.tenant_id = k.tenant_id and i.id = k.object_id and i.deleted_at is null);
end $$;

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
      and (i.status <> 'SENT' or i.total - i.amount_paid <> (p_session->>'amount')::bigint)
    on conflict on constraint jobs_pkey do nothing;
  -- Whatever the webhooks say or do not say, the provider is asked how the session ended (WH13).
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (app.tenant(), 'CHECKOUT_RECONCILE', 'checkout.reconcile:' || (p_session->>'id'),
      jsonb_build_object('session_id', p_session->>'id'), app.now() + interval '5 minutes')
    on conflict on constraint jobs_pkey do nothing;
end $$;

grant execute on function app.portal_view(text, boolean), app.keep_checkout(uuid, jsonb) to hub_app;
