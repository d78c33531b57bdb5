-- Money that goes back. A refund and a dispute are facts, kept as the provider told of them last; what they mean for a payment is
-- worked out here from all of them together, so that no order of events matters: arrival = applied + unapplied + returned.

-- UUIDv7, as the Worker makes them: within a millisecond in any order.
create or replace function app.new_id() returns uuid
  language sql volatile set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;

-- p_told: refunds[] (each with the request that it answers, if any), disputes[], asked_at. A payment that is not here yet finds them when it comes.
create or replace function app.record_returns(p_account text, p_intent text, p_told jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare asked timestamptz := p_told->>'asked_at'; had jsonb;
begin
  select coalesce(jsonb_object_agg(d.id, d.status), '{}') into had from public.disputes d
    where d.tenant_id = app.tenant() and d.provider_account = p_account and d.provider_payment_id = p_intent;
  insert into public.refunds as f (tenant_id, id, provider_account, provider_refund_id, provider_payment_id, status, amount, currency, refunded_at, asked_at)
    select app.tenant(), t.id, p_account, t.key, p_intent, t.status, t.amount, t.currency, t.at, asked
    from jsonb_to_recordset(p_told->'refunds') t (id uuid, key text, status text, amount bigint, currency text, at timestamptz)
    on conflict on constraint refunds_provider_key do update
      set status = excluded.status, amount = excluded.amount, asked_at = excluded.asked_at, updated_at = app.now()
      where f.asked_at <= excluded.asked_at;
  perform app.answer_refund_requests(p_account, p_intent, p_told->'refunds');
  insert into public.disputes as d (tenant_id, id, provider_account, provider_dispute_id, provider_payment_id, status, amount, currency, reason,
      withdrawn, evidence_due_by, live, disputed_at, asked_at)
    select app.tenant(), t.id, p_account, t.key, p_intent, t.status, t.amount, t.currency, t.reason, t.withdrawn, t.evidence_due_by, t.live, t.at, asked
    from jsonb_to_recordset(p_told->'disputes') t (id uuid, key text, status text, amount bigint, currency text, reason text, withdrawn boolean,
      evidence_due_by timestamptz, live boolean, at timestamptz)
    on conflict on constraint disputes_provider_key do update
      set status = excluded.status, amount = excluded.amount, reason = excluded.reason, withdrawn = excluded.withdrawn,
        evidence_due_by = excluded.evidence_due_by, asked_at = excluded.asked_at, updated_at = app.now()
      where d.asked_at <= excluded.asked_at;
  perform app.follow_returns(p_account, p_intent);
  perform app.tell_closed_owners(case when d.open then 'dispute' else 'dispute_end' end, array[d.id]) from public.disputes d
    where d.tenant_id = app.tenant() and d.provider_account = p_account and d.provider_payment_id = p_intent and (d.open or had->>d.id::text is distinct from d.status);
end $$;

-- Brings a payment in line with its refunds and disputes: for each a row of what it took or gave back since. What was never applied to an
-- invoice goes first, once; no more goes than came.
create or replace function app.follow_returns(p_account text, p_intent text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  p public.payments; u public.unapplied_money; fact record; had record;
  by_hand bigint; gone bigint; gone_applied bigint; room bigint; taken bigint; target bigint; goal bigint; aside bigint; moved boolean := false; owed_again boolean := false;
begin
  select * into p from public.payments m
    where m.tenant_id = app.tenant() and m.provider = 'STRIPE' and m.provider_account = p_account and m.provider_payment_id = p_intent;
  -- Nobody else moves its money meanwhile; what is read from here on is as it is now.
  perform from public.invoices i where i.tenant_id = app.tenant() and i.id = p.invoice_id for update;
  select * into u from public.unapplied_money m
    where m.tenant_id = app.tenant() and m.provider = 'STRIPE' and m.provider_account = p_account and m.provider_payment_id = p_intent for update;
  if p.id is null and u.id is null then return; end if;
  if p.id is null then
    by_hand := u.returned_by_hand; gone := by_hand;
  else
    select coalesce(-sum(r.amount), 0), coalesce(-sum(r.applied), 0), coalesce(-sum(r.amount) filter (where r.provider <> 'STRIPE'), 0)
      into gone, gone_applied, by_hand from public.payments r where r.tenant_id = app.tenant() and r.reverses_id = p.id;
  end if;
  aside := coalesce(u.amount, p.amount - p.applied);
  room := coalesce(p.amount, u.amount) - by_hand;
  for fact in select * from app.returns_of(p_account, p_intent, coalesce(p.currency, u.currency), coalesce(p.amount, u.amount)) loop
    taken := least(fact.amount, room);
    room := room - taken;
    if p.id is null then gone := gone + taken; continue; end if;
    select count(*)::int as rows, coalesce(-sum(r.amount), 0)::bigint as taken into had from public.payments r
      where r.tenant_id = app.tenant() and r.reverses_id = p.id and r.provider = 'STRIPE' and split_part(r.provider_payment_id, ':', 1) = fact.key;
    if had.taken = taken then continue; end if;
    gone := gone + taken - had.taken;
    target := app.gone_of_applied(p, aside, gone);
    -- What comes back fits as far as nobody paid the invoice meanwhile. The rest is set aside, beside what of it has gone: that goes first.
    if target < gone_applied then
      goal := least(p.applied, gone_applied - least(gone_applied - target, app.payable_of(p.invoice_id)));
      if goal > target then aside := greatest(aside, p.amount - p.applied + goal); end if;
      target := app.gone_of_applied(p, aside, gone);
    end if;
    insert into public.payments (tenant_id, id, invoice_id, provider, provider_account, provider_payment_id, kind, status, amount, applied, currency,
        paid_at, paid_on, method_label, note, reverses_id)
      select app.tenant(), app.new_id(), p.invoice_id, 'STRIPE', p_account,
        fact.key || case when had.rows = 0 then '' when fact.kind = 'REFUND' and had.rows = 1 then ':failed' else ':' || had.rows + 1 end,
        fact.kind, case when taken > had.taken then 'REFUNDED' else 'SUCCEEDED' end, had.taken - taken, gone_applied - target, p.currency,
        t.at, app.local_date(t.at), case when fact.kind = 'REFUND' and taken < had.taken then 'Refund that failed' else p.method_label end,
        (select q.reason from public.refund_requests q where q.tenant_id = app.tenant() and q.provider_refund_id = fact.key and q.payment_id = p.id limit 1), p.id
      from (select case when fact.kind = 'REFUND' and taken > had.taken then fact.at else app.now() end as at) t;
    -- What a person said is not owed again is credited instead.
    owed_again := owed_again or target > gone_applied and not exists (select from public.refund_requests q
      where q.tenant_id = app.tenant() and q.provider_refund_id = fact.key and q.payment_id = p.id and q.credit_amount is not null);
    gone_applied := target;
    moved := true;
  end loop;
  if moved then perform app.settle_invoice(p.invoice_id); end if;
  if owed_again then perform app.pause_reminders_of_returned(p.invoice_id); end if;
  if p.id is not null and aside > coalesce(u.amount, 0) then u.id := app.put_aside(p, u.id, aside); end if;
  if u.id is not null then perform app.keep_unapplied(u.id, least(aside, gone)); end if;
  update public.disputes d set invoice_id = coalesce(p.invoice_id, u.invoice_id)
    where d.tenant_id = app.tenant() and d.provider_account = p_account and d.provider_payment_id = p_intent
      and d.invoice_id is distinct from coalesce(p.invoice_id, u.invoice_id);
end $$;

-- What of a payment no longer counts for its invoice when so much of it is gone: first goes what never did, or does not any more (p_aside).
create or replace function app.gone_of_applied(p public.payments, p_aside bigint, p_gone bigint) returns bigint
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select p.applied - (p.amount - p_aside) + least(p.amount - p_aside, greatest(0, p_gone - p_aside))
$$;

-- How much more can be paid of an invoice, nothing of one that is void; credits and write-offs give way to money.
create or replace function app.payable_of(p_invoice uuid) returns bigint
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select case i.status when 'VOID' then 0 else i.total end - coalesce((select sum(m.applied) from public.payments m where m.tenant_id = i.tenant_id and m.invoice_id = i.id), 0)
    from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice);
end $$;

-- So much of a payment is the customer's money and counts for nothing.
create or replace function app.put_aside(p public.payments, p_unapplied uuid, p_amount bigint) returns uuid
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare made uuid := coalesce(p_unapplied, app.new_id());
begin
  if p_unapplied is not null then
    update public.unapplied_money u set amount = p_amount where u.tenant_id = app.tenant() and u.id = p_unapplied;
  else
    insert into public.unapplied_money (tenant_id, id, payment_id, invoice_id, contact_id, provider, provider_account, provider_payment_id, amount, currency,
        reason, paid_at)
      select app.tenant(), made, p.id, i.id, i.contact_id, p.provider, p.provider_account, p.provider_payment_id, p_amount, p.currency, 'TOO_MUCH', p.paid_at
      from public.invoices i where i.tenant_id = app.tenant() and i.id = p.invoice_id;
  end if;
  perform app.alert('money.unapplied', p.invoice_id, jsonb_build_object('reason', 'TOO_MUCH', 'amount', p_amount::text, 'currency', p.currency));
  return made;
end $$;

-- What each refund and dispute of a payment takes now, in the order in which they were made. A dispute in another currency takes all of it.
create or replace function app.returns_of(p_account text, p_intent text, p_currency text, p_arrival bigint)
  returns table (kind text, key text, amount bigint, at timestamptz)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select 'REFUND', f.provider_refund_id, case when f.status = 'SUCCEEDED' then f.amount else 0 end, f.refunded_at
  from public.refunds f where f.tenant_id = app.tenant() and f.provider_account = p_account and f.provider_payment_id = p_intent
    and f.currency = p_currency
  union all
  select 'DISPUTE', d.provider_dispute_id, case when not d.lost then 0 when d.currency = p_currency then d.amount else p_arrival end, d.disputed_at
  from public.disputes d where d.tenant_id = app.tenant() and d.provider_account = p_account and d.provider_payment_id = p_intent
  order by 4, 2
$$;

-- What of a payment is on its way back. Not called for what has no provider.
create or replace function app.refund_pending(p_account text, p_intent text, p_currency text) returns bigint
  language plpgsql stable strict set search_path = pg_catalog, pg_temp as $$
begin
  return (select sum(f.amount) from public.refunds f where f.tenant_id = app.tenant() and f.provider_account = p_account and f.provider_payment_id = p_intent
    and f.status = 'PENDING' and f.currency = p_currency);
end $$;

-- What of p_told (as of record_returns) people have not been told of yet: a refund that came about or failed after all, a dispute in a new state.
create or replace function app.returns_news(p_account text, p_intent text, p_told jsonb) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare asked timestamptz := p_told->>'asked_at';
begin
  return jsonb_build_object(
    'refund', exists (select from jsonb_to_recordset(p_told->'refunds') t (key text, status text)
      left join public.refunds f on f.tenant_id = app.tenant() and f.provider = 'STRIPE' and f.provider_account = p_account and f.provider_refund_id = t.key
      where (t.status = 'SUCCEEDED') <> coalesce(f.status = 'SUCCEEDED', false) and (f.id is null or f.asked_at <= asked)),
    'dispute', (select t.status from jsonb_to_recordset(p_told->'disputes') t (key text, status text, withdrawn boolean, at timestamptz)
      left join public.disputes d on d.tenant_id = app.tenant() and d.provider = 'STRIPE' and d.provider_account = p_account and d.provider_dispute_id = t.key
      where (d.status, d.withdrawn) is distinct from (t.status, t.withdrawn) and (d.id is null or d.asked_at <= asked) order by t.at desc limit 1));
end $$;

-- A refund that a person asked for came about, and nobody has heard of it yet. Before record_returns.
create or replace function app.tell_refund(p_account text, p_intent text, p_told jsonb, p_invoice uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.outbox (tenant_id, event, object_id, at)
    select app.tenant(), 'payment.refunded', p_invoice, app.now() where (app.returns_news(p_account, p_intent, p_told)->>'refund')::boolean
$$;

-- A payment that was entered by hand is taken back: all that is left of it. Behind the lock of its invoice.
create or replace function app.take_back(p_payment uuid, p_id uuid, p_reason text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  -- An advance has no invoice, and nobody gives back by hand meanwhile what is put aside of a payment.
  perform from public.unapplied_money u where u.tenant_id = app.tenant() and u.payment_id = p_payment for update;
  insert into public.payments (tenant_id, id, invoice_id, provider, kind, status, amount, applied, currency, paid_at, paid_on, method_label, note, reverses_id)
    select app.tenant(), p_id, p.invoice_id, p.provider, 'REVERSAL', 'REFUNDED', -(p.amount + r.gone), -(p.applied + r.applied), p.currency, app.now(), app.today(),
      p.method_label, p_reason, p.id
    from public.payments p cross join lateral (select coalesce(sum(r.amount), 0)::bigint as gone, coalesce(sum(r.applied), 0)::bigint as applied
      from public.payments r where r.tenant_id = p.tenant_id and r.reverses_id = p.id) r
    where p.tenant_id = app.tenant() and p.id = p_payment and p.amount + r.gone > 0;
  if not found then raise exception 'Nothing is left of it' using errcode = 'U0409', hint = 'payments'; end if;
  perform app.keep_unapplied(u.id, u.amount) from public.unapplied_money u where u.tenant_id = app.tenant() and u.payment_id = p_payment;
end $$;

-- arrival = applied + unapplied + returned, recomputed from the facts; every row is a fault. For who keeps the books: not the Worker's.
create or replace function app.money_problems(p_tenant uuid) returns table (problem text, id uuid, detail jsonb)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  return query
  with arrival as (
    select p.id, p.amount, p.amount - p.applied as never_applied, p.applied + g.applied as applied, -g.amount as returned, -g.by_hand as by_hand,
      coalesce(u.amount, 0) as put_aside, coalesce(u.amount - u.returned - u.applied, 0) as unapplied, coalesce(u.applied, 0) as elsewhere,
      coalesce((select sum(f.amount) from app.returns_of(p.provider_account, p.provider_payment_id, p.currency, p.amount) f), 0) as told
    from public.payments p left join public.unapplied_money u on u.tenant_id = p.tenant_id and u.payment_id = p.id
      cross join lateral (select coalesce(sum(r.amount), 0) as amount, coalesce(sum(r.applied), 0) as applied,
        coalesce(sum(r.amount) filter (where r.provider <> 'STRIPE'), 0) as by_hand
        from public.payments r where r.tenant_id = p.tenant_id and r.reverses_id = p.id) g
    where p.tenant_id = p_tenant and p.kind = 'PAYMENT')
  select case when a.amount <> a.applied + a.elsewhere + a.unapplied + a.returned then 'arrival is not applied + unapplied + returned'
      when a.put_aside < a.never_applied then 'what was not applied is not put aside'
      when a.returned - a.by_hand <> least(a.told, a.amount - a.by_hand) then 'returned is not what the provider told'
      else 'out of bounds' end, a.id, to_jsonb(a)
    from arrival a
    where a.amount <> a.applied + a.elsewhere + a.unapplied + a.returned or a.put_aside < a.never_applied or a.returned - a.by_hand <> least(a.told, a.amount - a.by_hand)
      or a.applied < 0 or a.unapplied < 0 or a.returned < 0
  union all
  select 'an unknown arrival is not unapplied + returned', u.id, to_jsonb(u) from public.unapplied_money u
    where u.tenant_id = p_tenant and u.payment_id is null and u.credit_note_id is null
      and u.returned <> least(u.amount, u.returned_by_hand + coalesce((select sum(f.amount) from app.returns_of(u.provider_account, u.provider_payment_id, u.currency, u.amount) f), 0))
  union all
  select 'what was applied of it is not what its applications say', u.id, to_jsonb(u) from public.unapplied_money u
    where u.tenant_id = p_tenant and u.applied <> (select coalesce(sum(p.applied), 0) from public.payments p where p.tenant_id = u.tenant_id and p.unapplied_id = u.id)
  union all
  select 'amount_paid is not what was applied', i.id, jsonb_build_object('amount_paid', i.amount_paid, 'applied', x.applied) from public.invoices i
    cross join lateral (select coalesce(sum(p.applied), 0) as applied from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id) x
    where i.tenant_id = p_tenant and i.amount_paid <> x.applied
  union all
  select 'amount_credited is not what was credited', i.id, jsonb_build_object('amount_credited', i.amount_credited, 'amount_written_off', i.amount_written_off, 'facts', to_jsonb(s))
    from public.invoices i cross join lateral app.settled(i.id) s
    where i.tenant_id = p_tenant and (i.amount_credited <> s.credited + s.written_off or i.amount_written_off <> s.written_off)
  union all
  select 'a credit note is not applied + unapplied + returned', n.id, jsonb_build_object('total', n.total, 'applied', x.applied, 'unapplied', u.amount - u.returned, 'returned', u.returned_by_hand)
    from public.credit_notes n left join public.unapplied_money u on u.tenant_id = n.tenant_id and u.credit_note_id = n.id
      cross join lateral (select coalesce(sum(c.amount), 0) as applied from public.invoice_credits c where c.tenant_id = n.tenant_id and c.credit_note_id = n.id) x
    where n.tenant_id = p_tenant and n.deleted_at is null
      and case when n.status = 'SENT' then (n.total = x.applied + u.amount - u.returned + u.returned_by_hand) is not true else u.id is not null or x.applied <> 0 end
  union all
  select 'credit_notes_total is not what its credit notes come to', i.id, jsonb_build_object('credit_notes_total', i.credit_notes_total, 'sum', x.sum) from public.invoices i
    cross join lateral (select coalesce(sum(n.total), 0) as sum from public.credit_notes n where n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.deleted_at is null) x
    where i.tenant_id = p_tenant and i.credit_notes_total <> x.sum
  union all
  select 'owed, and a credit note of it is left', i.id, jsonb_build_object('amount_due', i.amount_due) from public.invoices i
    where i.tenant_id = p_tenant and i.status = 'SENT' and i.amount_due > 0
      and exists (select from public.unapplied_money u where u.tenant_id = i.tenant_id and u.invoice_id = i.id and u.credit_note_id is not null and u.returned + u.applied < u.amount)
  union all
  select 'settled by nothing, or settled and still due', i.id, jsonb_build_object('amount_due', i.amount_due, 'settled_by', i.settled_by) from public.invoices i
    where i.tenant_id = p_tenant and i.status = 'SENT' and (i.amount_due = 0) <> (i.settled_by is not null)
  union all
  select 'an account is not what is owed less what is unapplied', c.id, jsonb_build_object('account', a.moved, 'open', o.due, 'dues', d.due, 'unapplied', u.rest) from public.contacts c
    cross join lateral (select coalesce(sum(m.amount), 0) as moved from app.account_movements(c.id) m) a
    cross join lateral (select coalesce(sum(m.due), 0) as due from app.account_dues(c.id, 'infinity') m) d
    cross join lateral (select coalesce(sum(i.amount_due), 0) as due from public.invoices i where i.tenant_id = c.tenant_id and i.contact_id = c.id and i.status = 'SENT' and i.deleted_at is null) o
    cross join lateral (select coalesce(sum(m.amount - m.returned - m.applied), 0) as rest from public.unapplied_money m where m.tenant_id = c.tenant_id and m.contact_id = c.id) u
    where c.tenant_id = p_tenant and (a.moved <> o.due - u.rest or d.due <> o.due);
end $$;

grant execute on function app.gone_of_applied(public.payments, bigint, bigint), app.payable_of(uuid), app.put_aside(public.payments, uuid, bigint), app.new_id(), app.record_returns(text, text, jsonb), app.follow_returns(text, text), app.returns_of(text, text, text, bigint),
  app.refund_pending(text, text, text), app.returns_news(text, text, jsonb), app.tell_refund(text, text, jsonb, uuid), app.take_back(uuid, uuid, text) to hub_app;
