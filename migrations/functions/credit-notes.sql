-- Credit notes. What reads runs as the caller, under his policies.

create or replace function app.credit_note_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(n) || jsonb_build_object('role', app.role(), 'off', app.off(), 'today', app.today(), 'e_invoices', app.wants_e_invoices(),
      'contact', jsonb_build_object('id', n.contact_id, 'display_name', coalesce(c.display_name, n.snapshot->'contact'->>'display_name', app.billed_name(null, n.contact_id)),
        'email', c.email, 'status', c.status),
      'invoice', app.credited_invoice(n.invoice_id), 'amount_applied', app.applied_of(n.id), 'amount_unapplied', app.unapplied_of(n.id),
      'lines', coalesce(l.lines, '[]'), 'line_count', coalesce(l.line_count, 0),
      'views', (select jsonb_build_object('count', v.count, 'first_at', v.first_at, 'last_at', v.last_at) from public.document_views v
        where v.tenant_id = n.tenant_id and v.kind = 'credit_note' and v.id = n.id),
      'has_link', app.has_portal_token(n.id), 'delivery', app.delivery_of(n.id))
    from public.credit_notes n
      left join public.contacts c on c.tenant_id = n.tenant_id and c.id = n.contact_id and c.deleted_at is null
      left join lateral (select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position) as lines, count(*)::int as line_count
        from public.credit_note_lines l where l.tenant_id = n.tenant_id and l.credit_note_id = n.id) l on true
    where n.tenant_id = app.tenant() and n.id = p_id and n.deleted_at is null);
end $$;

-- The invoice that a credit note is of, whoever sees it: its number stands on the paper.
create or replace function app.credited_invoice(p_id uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); said jsonb;
begin
  perform set_config('app.agent', '', true);
  select jsonb_build_object('id', i.id, 'invoice_number', i.invoice_number, 'issue_date', i.issue_date) into said
    from public.invoices i where i.tenant_id = app.tenant() and i.id = p_id;
  perform set_config('app.agent', coalesce(agent, ''), true);
  return said;
end $$;

-- What of a credit note was taken off invoices, and what of it is left.
create or replace function app.applied_of(p_id uuid) returns bigint
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(sum(c.amount), 0)::bigint from public.invoice_credits c where c.tenant_id = app.tenant() and c.credit_note_id = p_id);
end $$;
create or replace function app.unapplied_of(p_id uuid) returns bigint
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(sum(u.amount - u.returned - u.applied), 0)::bigint from public.unapplied_money u where u.tenant_id = app.tenant() and u.credit_note_id = p_id);
end $$;

-- What a list says of each of these credit notes, in their order: values without names, in the order of the fields of SummaryRow.
create or replace function app.credit_note_rows(p_ids uuid[]) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select json_agg(json_build_array(n.id, n.contact_id,
      json_build_array(n.contact_id, coalesce(c.display_name, n.snapshot->'contact'->>'display_name', app.billed_name(null, n.contact_id)), c.email, c.status),
      n.reference, n.issue_date, n.currency, n.total, n.sent_at, n.send_at, n.finalised_at,
      (select count(*) from public.credit_note_lines l where l.tenant_id = n.tenant_id and l.credit_note_id = n.id),
      n.version, n.created_at, n.updated_at, n.status, n.credit_note_number, n.invoice_id, (select json_build_array(x->>'id', x->>'invoice_number', x->>'issue_date') from app.credited_invoice(n.invoice_id) x), app.applied_of(n.id), app.unapplied_of(n.id))
      order by listed.place)
    from unnest(p_ids) with ordinality listed (id, place)
      join public.credit_notes n on n.tenant_id = app.tenant() and n.id = listed.id
      left join public.contacts c on c.tenant_id = n.tenant_id and c.id = n.contact_id and c.deleted_at is null);
end $$;

-- The pieces that were taken of an invoice, by whomever; not that of p_but.
create or replace function app.credited_pieces(p_invoice uuid, p_but uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); pieces jsonb;
begin
  perform set_config('app.agent', '', true);
  select coalesce(jsonb_agg(n.piece order by n.created_at, n.id), '[]') into pieces from public.credit_notes n
    where n.tenant_id = app.tenant() and n.invoice_id = p_invoice and n.deleted_at is null and n.id is distinct from p_but;
  perform set_config('app.agent', coalesce(agent, ''), true);
  return pieces;
end $$;

-- What a credit note's verbs look at first: the invoice, and what was credited of it; null where who asks does not see the invoice.
create or replace function app.creditable_object(p_invoice uuid, p_but uuid) returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return (select o || jsonb_build_object('pieces', app.credited_pieces(p_invoice, p_but)) from (select app.invoice_object(p_invoice) as o) found where o is not null);
end $$;

-- The invoice of a credit note, held; and nothing else than what was looked at may have been credited of it (p_version).
create or replace function app.hold_credited(p_invoice uuid, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare i public.invoices; agent text := app.agent();
begin
  perform set_config('app.agent', '', true);
  select * into i from public.invoices m where m.tenant_id = app.tenant() and m.id = p_invoice for update;
  perform set_config('app.agent', coalesce(agent, ''), true);
  if i.version <> coalesce(p_version, i.version) then raise exception 'State changed' using errcode = 'U0409', hint = 'invoices'; end if;
  if i.status <> 'SENT' then raise exception 'Only an invoice that is out can be credited' using errcode = 'U0409', hint = 'invoices'; end if;
end $$;

-- What stands in credit notes of an invoice, after one was written; behind the invoice's lock.
create or replace function app.count_credit_notes(p_invoice uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent();
begin
  perform set_config('app.agent', '', true);
  update public.invoices i set version = i.version + 1, updated_at = app.now(),
    credit_notes_total = (select coalesce(sum(n.total), 0) from public.credit_notes n where n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.deleted_at is null)
  where i.tenant_id = app.tenant() and i.id = p_invoice;
  perform set_config('app.agent', coalesce(agent, ''), true);
end $$;

-- It is out: its amount is the customer's, and goes to its invoice as far as that is owed. Once.
create or replace function app.apply_credit_note(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n public.credit_notes;
begin
  select * into n from public.credit_notes m where m.tenant_id = app.tenant() and m.id = p_id;
  perform app.hold_credited(n.invoice_id, null);
  insert into public.unapplied_money (tenant_id, id, invoice_id, contact_id, provider, amount, currency, reason, paid_at, credit_note_id)
    values (n.tenant_id, app.new_id(), n.invoice_id, n.contact_id, 'OTHER', n.total, n.currency, 'CREDIT', app.now(), n.id)
    on conflict (tenant_id, credit_note_id) where credit_note_id is not null do nothing;
  perform app.settle_invoice(n.invoice_id);
  -- Whatever checkout page is open is for another amount now (MO12).
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    select n.tenant_id, 'CHECKOUT_EXPIRE', 'checkout.expire:' || n.invoice_id || ':' || n.id, jsonb_build_object('invoice_id', n.invoice_id), app.now()
    where exists (select from public.checkout_sessions s where s.tenant_id = n.tenant_id and s.invoice_id = n.invoice_id and s.status = 'OPEN')
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- What of a credit note is left goes to an invoice. Behind the lock of that invoice; the row of the money is locked after it.
create or replace function app.apply_credit(p_unapplied uuid, p_invoice uuid, p_amount bigint) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare u public.unapplied_money;
begin
  select * into u from public.unapplied_money m where m.tenant_id = app.tenant() and m.id = p_unapplied and m.credit_note_id is not null for update;
  if u.id is null or p_amount > u.amount - u.returned - u.applied then raise exception 'No more than what is left of it' using errcode = 'U0422', hint = 'amount'; end if;
  insert into public.invoice_credits (tenant_id, id, invoice_id, kind, amount, credit_note_id)
    values (u.tenant_id, app.new_id(), p_invoice, 'CREDIT_NOTE', p_amount, u.credit_note_id);
  update public.unapplied_money m set returned = m.returned + p_amount where m.tenant_id = u.tenant_id and m.id = u.id;
end $$;

-- Brings the credits of an invoice in line with what is owed of it, in whatever order money and credit notes came: what is owed takes what
-- its credit notes have left, and money that comes again (a refund that failed) gives room to it. A write-off gives way first.
create or replace function app.balance_credits(p_invoice uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s record; whole bigint; over bigint; c record; part bigint;
begin
  select i.total into whole from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.status = 'SENT';
  if not found then return; end if;
  select * into s from app.settled(p_invoice);
  over := s.paid + s.credited + s.written_off - whole;
  if over > 0 and s.written_off > 0 then
    part := least(over, s.written_off);
    insert into public.invoice_credits (tenant_id, id, invoice_id, kind, amount) values (app.tenant(), app.new_id(), p_invoice, 'WRITE_OFF', -part);
    over := over - part;
  end if;
  for c in select x.credit_note_id, sum(x.amount)::bigint as amount from public.invoice_credits x
      where over > 0 and x.tenant_id = app.tenant() and x.invoice_id = p_invoice and x.credit_note_id is not null
      group by x.credit_note_id having sum(x.amount) > 0 order by x.credit_note_id desc loop
    exit when over = 0;
    part := least(over, c.amount);
    insert into public.invoice_credits (tenant_id, id, invoice_id, kind, amount, credit_note_id)
      values (app.tenant(), app.new_id(), p_invoice, 'CREDIT_NOTE', -part, c.credit_note_id);
    update public.unapplied_money u set returned = u.returned - part where u.tenant_id = app.tenant() and u.credit_note_id = c.credit_note_id;
    over := over - part;
  end loop;
  for c in select u.id, u.amount - u.returned - u.applied as amount from public.unapplied_money u
      where over < 0 and u.tenant_id = app.tenant() and u.invoice_id = p_invoice and u.credit_note_id is not null and u.returned + u.applied < u.amount order by u.id loop
    exit when over = 0;
    part := least(-over, c.amount);
    perform app.apply_credit(c.id, p_invoice, part);
    over := over + part;
  end loop;
end $$;

-- Nothing of an invoice is owed to be corrected any more: credit notes that are out have all of it.
create or replace function app.is_credited(p_invoice uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.total > 0 and i.total = i.credit_notes_total
    and not exists (select from public.credit_notes n where n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.deleted_at is null and n.status = 'DRAFT'));
end $$;

-- A draft with all that stands on an invoice, dated today, in its place: the work and the quote that it came of lead to the draft from now on.
create or replace function app.copy_as_draft(p_invoice uuid, p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare i public.invoices;
begin
  select * into i from public.invoices m where m.tenant_id = app.tenant() and m.id = p_invoice;
  update public.invoices m set work_item_id = null where m.tenant_id = i.tenant_id and m.id = i.id;
  insert into public.invoices (tenant_id, id, contact_id, reference, po_number, issue_date, due_date, currency, prices_include_tax, discount, charges, taxes,
      subtotal, discount_total, charge_total, tax_total, total, notes, terms, internal_notes, tags, work_item_id, quote_id, created_by)
    select i.tenant_id, p_id, i.contact_id, i.reference, i.po_number, app.today(), app.today() + t.net_days, i.currency, i.prices_include_tax, i.discount, i.charges, i.taxes,
      i.subtotal, i.discount_total, i.charge_total, i.tax_total, i.total, i.notes, i.terms, i.internal_notes, i.tags, i.work_item_id, i.quote_id, i.created_by
    from app.tenants t where t.id = i.tenant_id;
  insert into public.invoice_lines (tenant_id, id, invoice_id, position, item_id, name, description, qty_e6, unit, rate_e6, discount, tax_rate_id, tax_name, tax_percent_e4,
      tax_parts, amount, net, deduction)
    select l.tenant_id, app.new_id(), p_id, l.position, l.item_id, l.name, l.description, l.qty_e6, l.unit, l.rate_e6, l.discount, l.tax_rate_id, l.tax_name, l.tax_percent_e4,
      l.tax_parts, l.amount, l.net, l.deduction
    from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id;
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select s.tenant_id, s.kind, p_id, s.term, s.field from public.search_terms s
    where s.tenant_id = i.tenant_id and s.kind = 'invoice' and s.id = i.id and s.field <> 'number' on conflict do nothing;
  update public.quotes q set converted_invoice_id = p_id, version = q.version + 1, updated_at = app.now()
    where q.tenant_id = i.tenant_id and q.id = i.quote_id and q.converted_invoice_id = i.id;
end $$;

grant execute on function app.is_credited(uuid), app.credit_note_object(uuid), app.credited_invoice(uuid), app.applied_of(uuid), app.unapplied_of(uuid), app.credit_note_rows(uuid[]),
  app.creditable_object(uuid, uuid), app.credited_pieces(uuid, uuid), app.hold_credited(uuid, int), app.count_credit_notes(uuid), app.apply_credit_note(uuid),
  app.apply_credit(uuid, uuid, bigint), app.copy_as_draft(uuid, uuid) to hub_app;

-- By which credit note an invoice was corrected, and what stands for it now, while that is there.
create or replace function app.revision_of(p_invoice uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('credit_note_id', n.id, 'invoice_id', n.revised_invoice_id) from public.credit_notes n
    where n.tenant_id = app.tenant() and n.invoice_id = p_invoice and n.revised_invoice_id is not null and n.deleted_at is null);
end $$;
grant execute on function app.revision_of(uuid) to hub_app;
