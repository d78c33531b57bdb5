-- The account of a customer: what moved it, and what of its invoices was due at the end of a day. Days are those of the business.

-- What a row of payments was for the customer: money that went back and came again is called by why.
create or replace function app.movement_kind(p_kind text, p_amount bigint) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case p_kind when 'REFUND' then case when p_amount < 0 then 'REFUND' else 'REFUND_FAILED' end
    when 'DISPUTE' then case when p_amount < 0 then 'DISPUTE' else 'DISPUTE_WON' end else p_kind end
$$;

-- What is due of invoices adds, what came in and what was credited takes off; what was applied moves nothing, its money moved it before.
create or replace function app.account_movements(p_contact uuid)
  returns table (currency text, day date, kind text, id uuid, invoice_id uuid, number text, amount bigint, due_date date, detail text, at timestamptz)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select i.currency::text, i.issue_date, 'INVOICE', i.id, i.id, i.invoice_number, i.total, i.due_date, null, i.sent_at
    from public.invoices i where i.tenant_id = app.tenant() and i.contact_id = p_contact and i.sent_at is not null and i.deleted_at is null
  union all
  select i.currency::text, greatest(i.issue_date, app.local_date(i.voided_at)), 'VOID', i.id, i.id, i.invoice_number, -i.total, null, null, i.voided_at
    from public.invoices i where i.tenant_id = app.tenant() and i.contact_id = p_contact and i.sent_at is not null and i.deleted_at is null and i.voided_at is not null
  union all
  select p.currency::text, p.paid_on, app.movement_kind(p.kind, p.amount), p.id, i.id, i.invoice_number, -p.amount, null,
      p.method_label, p.paid_at
    from public.invoices i join public.payments p on p.tenant_id = i.tenant_id and p.invoice_id = i.id
    where i.tenant_id = app.tenant() and i.contact_id = p_contact and i.deleted_at is null and p.amount <> 0
  union all
  -- Advances, and what went back of them.
  select p.currency::text, p.paid_on, app.movement_kind(p.kind, p.amount), p.id, null, null, -p.amount, null, p.method_label, p.paid_at
    from public.unapplied_money u join public.payments p on p.tenant_id = u.tenant_id and p.invoice_id is null and (p.id = u.payment_id or p.reverses_id = u.payment_id)
    where u.tenant_id = app.tenant() and u.contact_id = p_contact and u.payment_id is not null
  union all
  select n.currency::text, n.issue_date, 'CREDIT_NOTE', n.id, n.invoice_id, n.credit_note_number, -n.total, null, null, n.sent_at
    from public.credit_notes n where n.tenant_id = app.tenant() and n.contact_id = p_contact and n.sent_at is not null and n.deleted_at is null
  union all
  -- Money that never stood by an invoice, and what of it and of credits went back by hand.
  select u.currency::text, app.local_date(u.paid_at), 'PAYMENT', u.id, u.invoice_id, null, -u.amount, null, null, u.paid_at
    from public.unapplied_money u where u.tenant_id = app.tenant() and u.contact_id = p_contact and u.payment_id is null and u.credit_note_id is null
  union all
  select u.currency::text, app.local_date(coalesce(u.returned_at, u.paid_at)), 'REFUND', u.id, u.invoice_id, null,
      case when u.credit_note_id is null then u.returned else u.returned_by_hand end, null, null, coalesce(u.returned_at, u.paid_at)
    from public.unapplied_money u where u.tenant_id = app.tenant() and u.contact_id = p_contact and u.payment_id is null
      and case when u.credit_note_id is null then u.returned else u.returned_by_hand end > 0
  union all
  select i.currency::text, app.local_date(c.created_at), 'WRITE_OFF', c.id, i.id, i.invoice_number, -c.amount, null, c.reason, c.created_at
    from public.invoices i join public.invoice_credits c on c.tenant_id = i.tenant_id and c.invoice_id = i.id and c.kind = 'WRITE_OFF'
    where i.tenant_id = app.tenant() and i.contact_id = p_contact and i.deleted_at is null
$$;

-- What of each invoice was owed at the end of a day, more than nothing.
create or replace function app.account_dues(p_contact uuid, p_day date)
  returns table (id uuid, number text, currency text, issue_date date, due_date date, total bigint, due bigint)
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select i.id, i.invoice_number, i.currency::text, i.issue_date, i.due_date, i.total, d.due
  from public.invoices i cross join lateral (select i.total
      - coalesce((select sum(p.applied) from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id and p.paid_on <= p_day), 0)
      - coalesce((select sum(c.amount) from public.invoice_credits c
          left join public.credit_notes n on n.tenant_id = c.tenant_id and n.id = c.credit_note_id
          where c.tenant_id = i.tenant_id and c.invoice_id = i.id and greatest(n.issue_date, app.local_date(c.created_at)) <= p_day), 0) as due) d
  where i.tenant_id = app.tenant() and i.contact_id = p_contact and i.sent_at is not null and i.deleted_at is null and i.issue_date <= p_day
    and (i.voided_at is null or app.local_date(i.voided_at) > p_day) and d.due > 0
$$;

-- p_from, p_to: null is three months up to today. What was before is one sum for each currency.
create or replace function app.statement(p_contact uuid, p_from date, p_to date, p_most int, p_open int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := app.today();
  until date := least(coalesce(p_to, today), today);
  went uuid := (select m.merged_into from public.contacts m where m.tenant_id = app.tenant() and m.id = p_contact);
  since date := coalesce(p_from, (date_trunc('month', until) - interval '2 months')::date);
begin
  return (select jsonb_build_object('contact', to_jsonb(c), 'parties', app.printed_parties(c.id), 'currency', app.business()->>'currency', 'today', today, 'from', since, 'to', until,
      'before', (select coalesce(jsonb_agg(b), '[]') from (select m.currency, sum(m.amount)::text as amount from app.account_movements(c.id) m
        where m.day < since group by m.currency) b),
      'movements', (select coalesce(jsonb_agg(to_jsonb(m) || jsonb_build_object('amount', m.amount::text) order by m.day, m.kind <> 'INVOICE', m.at, m.id), '[]')
        from (select * from app.account_movements(c.id) m where m.day between since and until order by m.day, m.at limit p_most + 1) m),
      'dues', (select coalesce(jsonb_agg(d), '[]') from (select o.currency, o.due_date, sum(o.due)::text as due, count(*)::int as invoices
        from app.account_dues(c.id, until) o group by o.currency, o.due_date) d),
      'open', (select coalesce(jsonb_agg(to_jsonb(o) || jsonb_build_object('total', o.total::text, 'due', o.due::text) order by o.due_date, o.number), '[]')
        from (select * from app.account_dues(c.id, until) o order by o.due_date, o.number limit p_open) o))
    from public.contacts c where c.tenant_id = app.tenant() and c.id = coalesce(went, p_contact) and c.deleted_at is null);
end $$;

-- Customers who owe something and have an address that takes mail, in the order of their ids.
create or replace function app.statement_contacts(p_after uuid, p_limit int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(o.contact_id order by o.contact_id), '[]') from (
    select distinct i.contact_id from public.invoices i join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
    where i.tenant_id = app.tenant() and i.status = 'SENT' and i.amount_due > 0 and i.deleted_at is null and c.email is not null and c.email_problem is null
      and (p_after is null or i.contact_id > p_after) order by i.contact_id limit p_limit) o);
end $$;

grant execute on function app.statement_contacts(uuid, int), app.statement(uuid, date, date, int, int) to hub_app;
