-- Events of H-AN. What changes something writes its event into app.outbox (core/domain/action-table.ts); from there each comes here once, in the same transaction.

-- What an event is about: the ids of its object and of what belongs to it, and how much money it is.
create or replace function app.event_context(p_event text, p_object uuid) returns app.events
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare e app.events; t uuid := app.tenant(); advance uuid; of_what text := replace(p_event, 'portal.', '');
begin
  if of_what like 'invoice.%' or of_what like 'pay.%' or of_what like 'payment.%' then
    e.invoice_id := p_object;
    if of_what like 'payment.%' then
      select p.id, p.invoice_id, p.amount into e.payment_id, e.invoice_id, e.amount from public.payments p where p.tenant_id = t and p.id = p_object;
      if not found then
        e.invoice_id := p_object;
        select p.id, p.amount into e.payment_id, e.amount from public.payments p where p.tenant_id = t and p.invoice_id = p_object order by p.created_at desc, p.id desc limit 1;
      end if;
    end if;
    select i.id, i.work_item_id, coalesce(e.amount, i.total), i.currency into e.invoice_id, e.work_item_id, e.amount, e.currency
      from public.invoices i where i.tenant_id = t and i.id = e.invoice_id;
    if of_what like 'payment.%' and e.payment_id is null then
      -- An advance, which is told of its customer; and what went back of it, of where it is kept.
      advance := coalesce((select u.payment_id from public.unapplied_money u where u.tenant_id = t and u.id = p_object),
        (select u.payment_id from public.unapplied_money u where u.tenant_id = t and u.contact_id = p_object and u.reason = 'ADVANCE' order by u.created_at desc, u.id desc limit 1));
      select p.id, p.amount, p.currency into e.payment_id, e.amount, e.currency from public.payments p
        where p.tenant_id = t and (p.id = advance or p.reverses_id = advance) order by p.created_at desc, p.id desc limit 1;
    end if;
  elsif of_what like 'quote.%' then
    select q.id, q.work_item_id, q.total, q.currency into e.quote_id, e.work_item_id, e.amount, e.currency from public.quotes q where q.tenant_id = t and q.id = p_object;
  elsif of_what like 'work_item.%' then
    select w.id, w.conversation_id into e.work_item_id, e.conversation_id from public.work_items w where w.tenant_id = t and w.id = p_object;
  elsif of_what like 'expense.%' then
    select x.id, x.amount, x.currency into e.expense_id, e.amount, e.currency from public.expenses x where x.tenant_id = t and x.id = p_object;
  elsif of_what like 'message.%' or of_what like 'conversation.%' then
    e.conversation_id := coalesce((select m.conversation_id from public.messages m where m.tenant_id = t and m.id = p_object), p_object);
  end if;
  return e;
end $$;

-- An event of the outbox, and what follows from it for who came by a link.
create or replace function app.keep_event() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  o app.outbox := new; c app.events; who text := o.actor; by_link boolean := o.role = 'PORTAL' or o.event like 'portal.%';
  names text[] := array[case o.event when 'export.requested' then 'export.started' else o.event end];
begin
  perform set_config('app.tenant', o.tenant_id::text, true);
  c := app.event_context(o.event, o.object_id);
  if o.event = 'quote.approved' and by_link then names := names || 'portal.quote.approve'::text; end if;
  -- Money that a job books came by a link.
  if o.event = 'payment.succeeded' and o.role = 'JOB' then by_link := true; names := names || 'portal.pay.success'::text; end if;
  -- Those of identity are written before anybody is in.
  if o.event in ('tenant.created', 'auth.signup_completed') then
    select m.user_id, m.role into who, o.role from app.memberships m where m.tenant_id = o.tenant_id and m.role = 'OWNER' order by m.created_at limit 1;
  elsif o.event = 'auth.login_completed' then
    select s.user_id, m.role, s.id::text into who, o.role, o.session_id from app.sessions s
      left join app.memberships m on m.tenant_id = o.tenant_id and m.user_id = s.user_id where s.id = o.object_id;
  end if;
  if who like 'job:%' or who = 'portal' then who := null; end if;
  insert into app.events (tenant_id, event_name, at, user_id, role, profile_id, platform, source, session_id, request_id,
      conversation_id, work_item_id, invoice_id, quote_id, payment_id, expense_id, amount, currency)
    select o.tenant_id, n, o.at, who, case when by_link then 'PORTAL' else replace(o.role, 'DELEGATE', 'AGENT') end, t.profile_id, case when by_link or who is not null then 'web' end,
      case when by_link then 'portal' when c.conversation_id is not null then 'inbox' when who is not null then 'manual' end, o.session_id, o.request_id,
      c.conversation_id, c.work_item_id, c.invoice_id, c.quote_id, c.payment_id, c.expense_id, c.amount, c.currency
    from unnest(names) n join app.tenants t on t.id = o.tenant_id;
  return null;
end $$;

-- By whatever it was settled: a payment, a credit note or a write-off.
create or replace function app.tell_paid() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.outbox (tenant_id, event, object_id, at) values (new.tenant_id, 'invoice.paid', new.id, app.now());
  return null;
end $$;

-- What the app saw somebody do; p_events: client_id, name, object (its id), of (its kind), target_type, platform. Once each, however often it is sent.
create or replace function app.record_client_events(p_actor jsonb, p_roles text[], p_request text, p_events jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m record; kept int;
begin
  select * into m from app.member(p_actor, p_roles);
  perform app.must_be_open(m.tenant_id, m.role, m.actor, false, true);
  insert into app.events (tenant_id, event_name, at, user_id, role, profile_id, platform, source, session_id, request_id,
      conversation_id, work_item_id, invoice_id, target_type, client_id)
    select m.tenant_id, e.name, m.now, m.actor, replace(m.role, 'DELEGATE', 'AGENT'), t.profile_id, e.platform, case when e.of = 'conversation' then 'inbox' else 'manual' end,
      p_actor->>'session', p_request, case e.of when 'conversation' then e.object end, case e.of when 'work_item' then e.object end, case e.of when 'invoice' then e.object end,
      e.target_type, e.client_id
    from jsonb_to_recordset(p_events) e (client_id uuid, name text, object uuid, of text, target_type text, platform text) join app.tenants t on t.id = m.tenant_id
    on conflict (tenant_id, client_id) where client_id is not null do nothing;
  get diagnostics kept = row_count;
  return kept;
end $$;

grant execute on function app.record_client_events(jsonb, text[], text, jsonb) to hub_app;
