-- Money that came and fits no invoice: applied to one, or given back. Left of it is amount - returned - applied.

-- Behind the lock of the invoice, of which the payment row p_id says what was applied; as much as fits, when p_amount is null.
create or replace function app.apply_unapplied(p_id uuid, p_unapplied uuid, p_invoice uuid, p_amount bigint) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare u public.unapplied_money; rest bigint; owed bigint;
begin
  select * into u from public.unapplied_money m where m.tenant_id = app.tenant() and m.id = p_unapplied for update;
  rest := u.amount - u.returned - u.applied;
  if rest <= 0 or p_amount > rest then raise exception 'Not so much is left of it' using errcode = 'U0409', hint = 'unapplied_money'; end if;
  select i.amount_due into owed from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.currency = u.currency
    and (u.contact_id is null or i.contact_id = u.contact_id);
  if owed is null or p_amount > owed then raise exception 'Not so much is due on it' using errcode = 'U0409', hint = 'invoices'; end if;
  insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, method_label, unapplied_id)
    values (app.tenant(), p_id, p_invoice, u.provider, 'APPLICATION', 'SUCCEEDED', 0, coalesce(p_amount, least(rest, owed)), u.currency,
      app.now(), app.today(), 'Credit', u.id);
  update public.unapplied_money m set applied = (select sum(p.applied) from public.payments p where p.tenant_id = m.tenant_id and p.unapplied_id = m.id)
    where m.tenant_id = app.tenant() and m.id = u.id;
end $$;

-- What a person applied is taken back: all that is left of it. Behind the lock of its invoice.
create or replace function app.take_application_back(p_payment uuid, p_id uuid, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare p public.payments;
begin
  select * into p from public.payments m where m.tenant_id = app.tenant() and m.id = p_payment;
  perform from public.unapplied_money m where m.tenant_id = app.tenant() and m.id = p.unapplied_id for update;
  insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, method_label, note, reverses_id,
      unapplied_id)
    select app.tenant(), p_id, p.invoice_id, p.provider, 'REVERSAL', 'REFUNDED', 0, -(p.applied + r.applied), p.currency, app.now(), app.today(), p.method_label,
      p_reason, p.id, p.unapplied_id
    from (select coalesce(sum(m.applied), 0)::bigint as applied from public.payments m where m.tenant_id = app.tenant() and m.reverses_id = p.id) r
    where p.applied + r.applied > 0;
  if not found then raise exception 'Nothing is left of it' using errcode = 'U0409', hint = 'payments'; end if;
  update public.unapplied_money m set applied = (select sum(a.applied) from public.payments a where a.tenant_id = m.tenant_id and a.unapplied_id = m.id)
    where m.tenant_id = app.tenant() and m.id = p.unapplied_id;
end $$;

-- So much of it went back by now. What was applied to invoices meanwhile goes only when nothing else is left of it, the newest first, and
-- comes again when the refund fails: those invoices are owed again, or not.
create or replace function app.keep_unapplied(p_unapplied uuid, p_returned bigint) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare u public.unapplied_money; fact record; excess bigint; taken bigint; touched uuid[] := '{}';
begin
  select * into u from public.unapplied_money m where m.tenant_id = app.tenant() and m.id = p_unapplied for update;
  perform from public.invoices i where i.tenant_id = app.tenant()
    and i.id in (select p.invoice_id from public.payments p where p.tenant_id = app.tenant() and p.unapplied_id = p_unapplied) order by i.id for update;
  excess := p_returned - u.amount + coalesce((select sum(a.applied) from app.applications(p_unapplied) a), 0);
  for fact in select * from app.applications(p_unapplied) loop
    taken := least(greatest(excess, 0), fact.applied);
    excess := excess - taken;
    if taken = fact.taken then continue; end if;
    insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, method_label, reverses_id, unapplied_id)
      values (app.tenant(), app.new_id(), fact.invoice_id, u.provider, 'APPLICATION', 'SUCCEEDED', 0, fact.taken - taken, u.currency, app.now(), app.today(),
        'Credit that went back', fact.id, u.id);
    touched := touched || fact.invoice_id;
  end loop;
  update public.unapplied_money m set returned = p_returned, returned_at = case when p_returned <> m.returned then app.now() else m.returned_at end,
      applied = (select coalesce(sum(p.applied), 0) from public.payments p where p.tenant_id = m.tenant_id and p.unapplied_id = m.id)
    where m.tenant_id = app.tenant() and m.id = p_unapplied;
  perform app.settle_invoice(t.id) from unnest(touched) t (id);
end $$;

-- What a person applied and did not take back, newest first; taken: what went of it again because the money went back.
create or replace function app.applications(p_unapplied uuid) returns table (id uuid, invoice_id uuid, applied bigint, taken bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.id, p.invoice_id, p.applied, coalesce(-sum(r.applied), 0)::bigint
  from public.payments p left join public.payments r on r.tenant_id = p.tenant_id and r.reverses_id = p.id
  where p.tenant_id = app.tenant() and p.unapplied_id = p_unapplied and p.kind = 'APPLICATION' and p.reverses_id is null
  group by p.id, p.invoice_id, p.applied, p.created_at
  having not coalesce(bool_or(r.kind = 'REVERSAL'), false)
  order by p.created_at desc, p.id desc
$$;

-- It was given back by hand: all that is left of it. Of a payment that stands in the books it is a refund (p_id).
create or replace function app.return_unapplied(p_unapplied uuid, p_id uuid, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare u public.unapplied_money; rest bigint;
begin
  select * into u from public.unapplied_money m where m.tenant_id = app.tenant() and m.id = p_unapplied for update;
  rest := u.amount - u.returned - u.applied;
  if rest <= 0 then raise exception 'Nothing is left of it' using errcode = 'U0409', hint = 'unapplied_money'; end if;
  -- Its provider gives it back at this moment, or was asked to, and that takes this first.
  if app.refund_pending(u.provider_account, u.provider_payment_id, u.currency) > 0
     or exists (select from public.refund_requests q where q.tenant_id = app.tenant() and q.payment_id = u.payment_id and q.status = 'OPEN' and q.created_at >= app.now() - interval '1 day') then
    raise exception 'A refund of this payment is under way: see first what comes of it' using errcode = 'U0409', hint = 'refund';
  end if;
  insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, note, reverses_id)
    select app.tenant(), p_id, p.invoice_id, 'OTHER', 'REFUND', 'REFUNDED', -rest, 0, u.currency, app.now(), app.today(), p_reason, p.id
    from public.payments p where p.tenant_id = app.tenant() and p.id = u.payment_id;
  update public.unapplied_money m set returned = m.returned + rest, returned_at = app.now(),
      returned_by_hand = m.returned_by_hand + case when m.payment_id is null then rest else 0 end
    where m.tenant_id = app.tenant() and m.id = u.id;
end $$;

grant execute on function app.apply_unapplied(uuid, uuid, uuid, bigint), app.take_application_back(uuid, uuid, text), app.keep_unapplied(uuid, bigint),
  app.applications(uuid), app.return_unapplied(uuid, uuid, text) to hub_app;
