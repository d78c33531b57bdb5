-- What a person refunds. What comes of it at a provider is told by the provider (returns.sql).

-- What of a payment can still go back: neither gone, nor on its way, nor asked for. Minor units. An advance goes back as unapplied money.
-- Nothing of what came by another account than that of the business: the rows of an archive name whatever account somebody wrote there.
create or replace function app.refundable(p_payment uuid) returns bigint
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select case when p.kind <> 'PAYMENT' or p.status <> 'SUCCEEDED' or p.invoice_id is null
        or (p.provider = 'STRIPE' and p.provider_account is distinct from app.stripe_account()->>'account') then 0 else greatest(0, p.amount
      + coalesce((select sum(r.amount) from public.payments r where r.tenant_id = p.tenant_id and r.reverses_id = p.id), 0)
      - app.refund_under_way(p.id)) end
    from public.payments p where p.tenant_id = app.tenant() and p.id = p_payment);
end $$;

-- What of it is on its way back or was asked for, and has not arrived.
create or replace function app.refund_under_way(p_payment uuid) returns bigint
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(app.refund_pending(p.provider_account, p.provider_payment_id, p.currency), 0)
      + coalesce((select sum(q.amount) from public.refund_requests q where q.tenant_id = p.tenant_id and q.payment_id = p.id and q.status = 'OPEN'), 0)
    from public.payments p where p.tenant_id = app.tenant() and p.id = p_payment);
end $$;

-- Behind the lock of the payment's invoice. One at a time; what could not be asked for a day holds nothing off.
create or replace function app.request_refund(p_id uuid, p_payment uuid, p_amount bigint, p_reason text, p_credit bigint) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.unapplied_money u where u.tenant_id = app.tenant() and u.payment_id = p_payment for update;
  update public.refund_requests q set status = 'LOST', updated_at = app.now()
    where q.tenant_id = app.tenant() and q.payment_id = p_payment and q.status = 'OPEN' and q.created_at < app.now() - interval '1 day';
  if exists (select from public.refund_requests q where q.tenant_id = app.tenant() and q.payment_id = p_payment and q.status = 'OPEN')
     or p_amount > app.refundable(p_payment) then
    raise exception 'Not so much is left of it' using errcode = 'U0409', hint = 'payments';
  end if;
  insert into public.refund_requests (tenant_id, id, payment_id, amount, reason, credit_amount) values (app.tenant(), p_id, p_payment, p_amount, p_reason, p_credit);
end $$;

-- What the provider is to be asked; since when, by the clock that orders its answers (returns.sql). Null for one that is over: one
-- that was answered and is to be credited is not, until it is (is_made).
create or replace function app.open_refund_request(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', q.id, 'invoice_id', p.invoice_id, 'account', p.provider_account, 'intent', p.provider_payment_id,
      'amount', q.amount, 'currency', p.currency, 'reason', q.reason, 'credit_amount', q.credit_amount, 'is_made', q.status = 'MADE', 'asked_at', clock_timestamp())
    from public.refund_requests q join public.payments p on p.tenant_id = q.tenant_id and p.id = q.payment_id
    where q.tenant_id = app.tenant() and q.id = p_id
      and (q.status = 'OPEN' or (q.status = 'MADE' and q.credit_amount is not null and q.credit_note_id is null)));
end $$;

-- The provider will not: nothing moved, and people hear of it where nobody waits for the answer.
create or replace function app.refuse_refund(p_id uuid, p_refusal text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.refund_requests q set status = 'REFUSED', refusal = left(p_refusal, 500), updated_at = app.now()
    where q.tenant_id = app.tenant() and q.id = p_id and q.status = 'OPEN';
end $$;

-- A refund that says which request it answers, and fits it. What it says can be written by whoever owns the account: it must agree.
create or replace function app.answer_refund_requests(p_account text, p_intent text, p_refunds jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.refund_requests q set status = 'MADE', provider_refund_id = t.key, updated_at = app.now()
    from jsonb_to_recordset(p_refunds) t (key text, amount bigint, request uuid), public.payments p
    where q.tenant_id = app.tenant() and q.id = t.request and q.status in ('OPEN', 'LOST') and q.amount = t.amount
      and p.tenant_id = q.tenant_id and p.id = q.payment_id and p.provider_account = p_account and p.provider_payment_id = p_intent;
end $$;

-- Money was given back by hand. What was never applied goes first, once. Behind the lock of the payment's invoice.
create or replace function app.refund_by_hand(p_id uuid, p_payment uuid, p_amount bigint, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare p public.payments; gone bigint; gone_applied bigint;
begin
  perform from public.unapplied_money u where u.tenant_id = app.tenant() and u.payment_id = p_payment for update;
  if p_amount > app.refundable(p_payment) then raise exception 'Not so much is left of it' using errcode = 'U0409', hint = 'payments'; end if;
  select * into p from public.payments m where m.tenant_id = app.tenant() and m.id = p_payment;
  select coalesce(-sum(r.amount), 0) + p_amount, coalesce(-sum(r.applied), 0) into gone, gone_applied
    from public.payments r where r.tenant_id = app.tenant() and r.reverses_id = p_payment;
  insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, method_label, note, reverses_id)
    values (app.tenant(), p_id, p.invoice_id, p.provider, 'REFUND', 'REFUNDED', -p_amount,
      gone_applied - app.gone_of_applied(p, coalesce((select u.amount from public.unapplied_money u where u.tenant_id = p.tenant_id and u.payment_id = p.id), p.amount - p.applied), gone), p.currency, app.now(), app.today(), p.method_label, p_reason, p.id);
  perform app.keep_unapplied(u.id, least(u.amount, gone)) from public.unapplied_money u where u.tenant_id = app.tenant() and u.payment_id = p_payment;
end $$;

-- Nobody is reminded of what was given back to him, until a person says that it is owed after all.
create or replace function app.pause_reminders_of_returned(p_invoice uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.invoices i set reminders_paused_at = coalesce(i.reminders_paused_at, app.now()), reminders_paused_until = null
    where i.tenant_id = app.tenant() and i.id = p_invoice;
end $$;

grant execute on function app.refundable(uuid), app.refund_under_way(uuid), app.request_refund(uuid, uuid, bigint, text, bigint), app.open_refund_request(uuid),
  app.refuse_refund(uuid, text), app.answer_refund_requests(text, text, jsonb), app.refund_by_hand(uuid, uuid, bigint, text),
  app.pause_reminders_of_returned(uuid) to hub_app;
