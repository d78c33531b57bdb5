-- Quotes. Run as the caller, under his policies.

-- A quote with everything that is shown of it, as app.invoice_object says it of an invoice.
create or replace function app.quote_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(q) || jsonb_build_object('role', app.role(), 'off', app.off(), 'today', app.today(),
      'contact', jsonb_build_object('id', q.contact_id, 'display_name', coalesce(c.display_name, q.snapshot->'contact'->>'display_name', app.billed_name(q.work_item_id, q.contact_id)),
        'email', c.email, 'status', c.status),
      'work_item', (select jsonb_build_object('id', w.id, 'title', w.title) from public.work_items w
        where w.tenant_id = q.tenant_id and w.id = q.work_item_id and w.deleted_at is null),
      'lines', coalesce(l.lines, '[]'), 'line_count', coalesce(l.line_count, 0), 'accepted_total', (q.accepted->>'total')::bigint,
      'views', (select jsonb_build_object('count', v.count, 'first_at', v.first_at, 'last_at', v.last_at) from public.document_views v
        where v.tenant_id = q.tenant_id and v.kind = 'quote' and v.id = q.id),
      'deposit_invoice', (select jsonb_build_object('id', i.id, 'invoice_number', i.invoice_number, 'total', i.total, 'amount_paid', i.amount_paid,
          'status', i.status) from public.invoices i where i.tenant_id = q.tenant_id and i.id = q.deposit_invoice_id),
      'has_link', app.has_portal_token(q.id), 'delivery', app.delivery_of(q.id))
    from public.quotes q
      left join public.contacts c on c.tenant_id = q.tenant_id and c.id = q.contact_id and c.deleted_at is null
      left join lateral (select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position) as lines, count(*)::int as line_count
        from public.quote_lines l where l.tenant_id = q.tenant_id and l.quote_id = q.id) l on true
    where q.tenant_id = app.tenant() and q.id = p_id and q.deleted_at is null);
end $$;

-- What a list says of each of these quotes, in their order: values without names, in the order of the fields of SummaryRow.
create or replace function app.quote_rows(p_ids uuid[]) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select json_agg(json_build_array(q.id, q.contact_id,
      json_build_array(q.contact_id, coalesce(c.display_name, q.snapshot->'contact'->>'display_name', app.billed_name(q.work_item_id, q.contact_id)), c.email, c.status),
      q.reference, q.issue_date, q.currency, q.total, q.sent_at, q.send_at, q.finalised_at,
      (select count(*) from public.quote_lines l where l.tenant_id = q.tenant_id and l.quote_id = q.id),
      q.version, q.created_at, q.updated_at, q.status, q.quote_number, q.expiry_date, (q.accepted->>'total')::bigint) order by listed.place)
    from unnest(p_ids) with ordinality listed (id, place)
      join public.quotes q on q.tenant_id = app.tenant() and q.id = listed.id
      left join public.contacts c on c.tenant_id = q.tenant_id and c.id = q.contact_id and c.deleted_at is null);
end $$;

-- Its money was given back, or taken back by a bank, or all of it was credited.
create or replace function app.is_returned(p_invoice uuid) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.amount_paid = 0)
    and exists (select from public.payments p where p.tenant_id = app.tenant() and p.invoice_id = p_invoice and p.kind in ('REFUND', 'DISPUTE'))
    or app.is_credited(p_invoice);
end $$;

-- The deposit of a quote, for the invoice that it becomes: what was billed, and whether it is still good.
create or replace function app.quote_deposit(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', i.id, 'invoice_number', i.invoice_number, 'version', i.version, 'status', i.status, 'returned', app.is_returned(i.id),
      'lines', (select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position)
        from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id))
    from public.quotes q join public.invoices i on i.tenant_id = q.tenant_id and i.id = q.deposit_invoice_id
    where q.tenant_id = app.tenant() and q.id = p_id);
end $$;

-- The work that a quote was made of, while no invoice stands for it, whoever made that: the invoice of the quote is its invoice then.
create or replace function app.unbilled_work(p_id uuid) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); work uuid;
begin
  perform set_config('app.agent', '', true);
  select w.id into work from public.quotes q join public.work_items w on w.tenant_id = q.tenant_id and w.id = q.work_item_id and w.deleted_at is null
    where q.tenant_id = app.tenant() and q.id = p_id and app.work_invoice(w.id) is null;
  perform set_config('app.agent', coalesce(agent, ''), true);
  return work;
end $$;

-- What a draft deducts must still be billed when it goes out: not by an invoice that was voided or whose money was given back.
create or replace function app.must_deduct_what_stands(p_invoice uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare gone record;
begin
  select l.position, b.invoice_number into gone from public.invoice_lines l
      join public.invoices b on b.tenant_id = l.tenant_id and b.id = (l.deduction->>'invoice_id')::uuid
    where l.tenant_id = app.tenant() and l.invoice_id = p_invoice and l.deduction is not null
      and (b.status = 'VOID' or app.is_returned(b.id) or b.credit_notes_total > 0) order by l.position limit 1;
  if found then
    raise exception 'Invoice % was voided, credited or given back: take this line out', gone.invoice_number
      using errcode = 'U0422', hint = format('line_items.%s.name', gone.position);
  end if;
end $$;

-- An invoice that another one, which is out, deducts stays what it is.
create or replace function app.must_not_be_deducted(p_invoice uuid) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare other text;
begin
  select f.invoice_number into other from public.invoice_lines l
      join public.invoices f on f.tenant_id = l.tenant_id and f.id = l.invoice_id
    where l.tenant_id = app.tenant() and l.deduction is not null and l.deduction->>'invoice_id' = p_invoice::text
      and f.status = 'SENT' and f.deleted_at is null and not app.is_credited(f.id) limit 1;
  if found then
    raise exception 'Invoice % deducts it: void or credit that one first', other using errcode = 'U0409', hint = 'deducted';
  end if;
end $$;

-- The invoice that a quote became is gone or void: it can become another.
create or replace function app.reopen_quote(p_invoice uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.quotes q set status = 'APPROVED', converted_invoice_id = null, version = q.version + 1, updated_at = app.now()
    from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice
      and q.tenant_id = i.tenant_id and q.id = i.quote_id and q.converted_invoice_id = i.id
$$;

grant execute on function app.is_returned(uuid), app.must_not_be_deducted(uuid), app.reopen_quote(uuid) to hub_app;
grant execute on function app.unbilled_work(uuid), app.quote_deposit(uuid), app.quote_object(uuid), app.quote_rows(uuid[]) to hub_app;
