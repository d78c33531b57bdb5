-- What the page of a document prints, and what it needs for the customer to act, in one statement; null for a token that does not
-- open a document of this kind now. With p_seen the view is recorded as well; the document itself never changes here.
create or replace function app.portal_view(p_kind text, p_hash text, p_seen boolean) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k app.portal_tokens; t app.tenants; shown jsonb; document jsonb; is_first boolean; now timestamptz := app.now();
begin
  select * into k from app.portal_tokens where hash = decode(p_hash, 'hex') and object_type = p_kind and revoked_at is null and expires_at > now;
  if not found then return null; end if;
  perform set_config('app.tenant', k.tenant_id::text, true);
  select * into t from app.tenants where id = k.tenant_id;
  -- It is being removed: parts of it are gone.
  if t.kept_until <= now then return null; end if;
  -- The kinds: a function each, which answers the document, its lines, and what only this kind has.
  case p_kind
    when 'invoice' then shown := app.portal_invoice(k.object_id, t);
    when 'quote' then shown := app.portal_quote(k.object_id);
    when 'credit_note' then shown := app.portal_credit_note(k.object_id);
  end case;
  document := shown->'document';
  if p_seen and t.closing_id is null and document->>'status' = 'SENT' then
    insert into public.document_views as v (tenant_id, kind, id, count, first_at, last_at)
      values (k.tenant_id, p_kind, k.object_id, 1, now, now)
      on conflict on constraint document_views_pkey do update set count = v.count + 1, last_at = excluded.last_at
      returning v.count = 1 into is_first;
    if is_first then
      insert into app.outbox (tenant_id, event, object_id, at) values (k.tenant_id, 'portal.' || p_kind || '.view', k.object_id, now);
    end if;
  end if;
  -- The parties are printed as they were when it was finalised; what was taken back to be changed has none.
  return document - array['tenant_id', 'internal_notes', 'tags', 'created_by', 'snapshot']
    || coalesce(nullif(document->'snapshot', 'null'), app.printed_parties((document->>'contact_id')::uuid)) || (shown - 'document')
    || jsonb_build_object('is_closed', t.closing_id is not null, 'today', (now at time zone t.timezone)::date, 'timezone', t.timezone, 'place', app.paper_place(p_kind, document));
end $$;

-- The invoice as it stands in its table, its lines as they are printed, what was paid, and the checkout pages that are or were open.
create or replace function app.portal_invoice(p_id uuid, p_business app.tenants) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('document', to_jsonb(i),
      'lines', coalesce((select jsonb_agg(jsonb_build_object('name', l.name, 'description', l.description, 'qty_e6', l.qty_e6::text, 'unit', l.unit, 'rate_e6', l.rate_e6::text,
          'tax_name', l.tax_name, 'tax_percent_e4', l.tax_percent_e4, 'tax_parts', l.tax_parts,
          'discount', l.discount, 'amount', l.amount) order by l.position)
        from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id), '[]'),
      'payments', app.printed_payments(i.id),
      'sessions', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'account', s.account, 'amount', s.amount, 'url', s.url, 'status', s.status,
          'open', s.status = 'OPEN' and s.expires_at > app.now(), 'lasting', s.expires_at > app.now() + interval '1 minute') order by s.created_at desc, s.id desc)
        from public.checkout_sessions s where s.tenant_id = i.tenant_id and s.invoice_id = i.id), '[]'),
      'payer', jsonb_build_object('tenant_id', p_business.id, 'name', p_business.name, 'email', p_business.owner_email, 'country', p_business.country, 'online_payments', p_business.online_payments,
        'account', (select jsonb_build_object('id', a.account, 'charges_enabled', a.charges_enabled) from app.stripe_accounts a where a.tenant_id = p_business.id)))
    from public.invoices i where i.tenant_id = p_business.id and i.id = p_id and i.deleted_at is null);
end $$;

-- The quote as it stands in its table, and its lines with all that a choice of them is computed from.
create or replace function app.portal_quote(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('document', to_jsonb(q),
      'lines', coalesce((select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position)
        from public.quote_lines l where l.tenant_id = q.tenant_id and l.quote_id = q.id), '[]'),
      'deposit_invoice', (select jsonb_build_object('id', i.id, 'invoice_number', i.invoice_number, 'due', i.amount_due,
          'is_open', i.status = 'SENT' and i.amount_due > 0 and app.has_portal_token(i.id))
        from public.invoices i where i.tenant_id = q.tenant_id and i.id = q.deposit_invoice_id))
    from public.quotes q where q.tenant_id = app.tenant() and q.id = p_id and q.deleted_at is null);
end $$;

-- The credit note as it stands in its table, and its lines as they are printed.
create or replace function app.portal_credit_note(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('document', to_jsonb(n), 'invoice', app.credited_invoice(n.invoice_id),
      'lines', coalesce((select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position)
        from public.credit_note_lines l where l.tenant_id = n.tenant_id and l.credit_note_id = n.id), '[]'))
    from public.credit_notes n where n.tenant_id = app.tenant() and n.id = p_id and n.deleted_at is null);
end $$;

grant execute on function app.portal_view(text, text, boolean) to hub_app;
