-- Whom what happened concerns. At the end of the transaction, when the object is as the action left it; never who did it himself.
create or replace function app.leave_notices() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare a app.audit := new; what text; of_type text; object uuid := a.entity_id; one text; office boolean := false; leaders boolean := false; by_machine boolean := false;
begin
  case a.action
    when 'conversation.assign' then
      what := 'CONVERSATION_ASSIGNED'; of_type := 'conversation';
      select c.assigned_to into one from public.conversations c where c.tenant_id = a.tenant_id and c.id = object;
    when 'message.receive' then
      what := 'MESSAGE_RECEIVED'; of_type := 'conversation';
      select c.id, c.assigned_to, m.by_machine into object, one, by_machine from public.messages m
        join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
        where m.tenant_id = a.tenant_id and m.id = a.entity_id and m.direction = 'INBOUND' and m.kind = 'MESSAGE';
    when 'work_item.create', 'work_item.assign' then
      what := 'WORK_ITEM_ASSIGNED'; of_type := 'work_item';
      select w.assigned_to into one from public.work_items w where w.tenant_id = a.tenant_id and w.id = object;
    when 'quote.approve', 'quote.reject' then
      what := case a.action when 'quote.approve' then 'QUOTE_APPROVED' else 'QUOTE_REJECTED' end; of_type := 'quote'; office := true;
      select q.created_by into one from public.quotes q where q.tenant_id = a.tenant_id and q.id = object;
    when 'expense.submit' then
      what := 'EXPENSE_SUBMITTED'; of_type := 'expense'; leaders := true;
    when 'expense.approve', 'expense.reject' then
      what := case a.action when 'expense.approve' then 'EXPENSE_APPROVED' else 'EXPENSE_REJECTED' end; of_type := 'expense';
      select e.submitted_by into one from public.expenses e where e.tenant_id = a.tenant_id and e.id = object;
    else
      what := case a.action when 'payment.apply' then 'PAYMENT_RECEIVED' when 'payment.win_dispute' then 'DISPUTE_WON' when 'payment.lose_dispute' then 'DISPUTE_LOST'
        when 'payment.close_dispute' then 'DISPUTE_CLOSED' else 'PAYMENT_DISPUTED' end; of_type := 'invoice'; office := true;
      select i.id into object from public.invoices i where i.tenant_id = a.tenant_id and i.id = a.entity_id;
  end case;
  if object is null then return null; end if;
  -- What a machine wrote is never mailed on: two businesses whose notices go to each other would not end (EM7).
  insert into public.notices as n (tenant_id, id, user_id, kind, object_type, object_id, mailed_at)
    select a.tenant_id, gen_random_uuid(), m.user_id, what, of_type, object, case when by_machine then app.now() end from app.memberships m
    where m.tenant_id = a.tenant_id and m.status = 'ACTIVE' and m.user_id <> a.actor
      and (m.user_id = one or office and m.role in ('OWNER', 'ADMIN', 'STAFF') or leaders and m.role in ('OWNER', 'ADMIN'))
    on conflict (tenant_id, user_id, kind, object_id) where read_at is null
      do update set count = least(n.count + 1, 1000), at = app.now(), mailed_at = case when by_machine then n.mailed_at end;
  return null;
end $$;

drop trigger if exists notices on app.audit;
create constraint trigger notices after insert on app.audit deferrable initially deferred for each row
  when (new.action in ('conversation.assign', 'message.receive', 'work_item.create', 'work_item.assign', 'quote.approve', 'quote.reject',
    'payment.apply', 'payment.dispute', 'payment.inquire', 'payment.win_dispute', 'payment.lose_dispute', 'payment.close_dispute', 'expense.submit', 'expense.approve', 'expense.reject')) execute function app.leave_notices();

-- What did not go out, or came back, concerns who sent it, unless he is at it and sees it. What waited was claimed by its job: who let it wait is in
-- its audit. What follows on the decision of a quote concerns who made that.
create or replace function app.leave_send_notice() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare object uuid := new.object_id; sender text := new.created_by;
begin
  case new.kind
    when 'message' then select m.conversation_id into object from public.messages m where m.tenant_id = new.tenant_id and m.id = new.object_id;
    when 'quote_decision' then select q.created_by into sender from public.quotes q where q.tenant_id = new.tenant_id and q.id = new.object_id;
    else
      if sender like 'job:%' then
        select a.actor into sender from app.audit a where a.tenant_id = new.tenant_id and a.entity_id = new.object_id and a.action = new.kind || '.hold' order by a.id desc limit 1;
      end if;
  end case;
  insert into public.notices as n (tenant_id, id, user_id, kind, object_type, object_id)
    select new.tenant_id, gen_random_uuid(), m.user_id, 'SEND_FAILED', case new.kind when 'message' then 'conversation' when 'quote_decision' then 'quote' when 'statement' then 'contact' else new.kind end, object
    from app.memberships m where m.tenant_id = new.tenant_id and m.user_id = sender and m.status = 'ACTIVE' and sender is distinct from app.actor()
    on conflict (tenant_id, user_id, kind, object_id) where read_at is null do update set count = least(n.count + 1, 1000), at = app.now(), mailed_at = null;
  return null;
end $$;

drop trigger if exists send_failed on public.outbound;
create trigger send_failed after update of status on public.outbound for each row
  when (new.status in ('FAILED', 'BOUNCED') and new.status <> old.status) execute function app.leave_send_notice();

-- Nulls, which a notice of what is gone or no longer his own leaves, are shown as such.
create or replace function app.notice_words(p_type text, p_id uuid, out title text, out context text)
  language plpgsql stable as $$
begin
  case p_type
    when 'conversation' then select coalesce(k.display_name, nullif(c.from_name, ''), c.from_address), c.subject into title, context from public.conversations c
      left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id and k.deleted_at is null where c.tenant_id = app.tenant() and c.id = p_id and c.deleted_at is null;
    when 'work_item' then select w.title, k.display_name into title, context from public.work_items w
      left join public.contacts k on k.tenant_id = w.tenant_id and k.id = w.contact_id and k.deleted_at is null where w.tenant_id = app.tenant() and w.id = p_id and w.deleted_at is null;
    when 'quote' then select k.display_name, q.quote_number into title, context from public.quotes q
      left join public.contacts k on k.tenant_id = q.tenant_id and k.id = q.contact_id where q.tenant_id = app.tenant() and q.id = p_id and q.deleted_at is null;
    when 'credit_note' then select k.display_name, n.credit_note_number into title, context from public.credit_notes n
      left join public.contacts k on k.tenant_id = n.tenant_id and k.id = n.contact_id where n.tenant_id = app.tenant() and n.id = p_id and n.deleted_at is null;
    when 'expense' then select coalesce(app.vendor_name(e.vendor_contact_id, e.vendor_name), left(e.notes, 80)), e.category into title, context from public.expenses e
      where e.tenant_id = app.tenant() and e.id = p_id and e.deleted_at is null;
    when 'contact' then select k.display_name, k.email into title, context from public.contacts k
      where k.tenant_id = app.tenant() and k.id = p_id and k.deleted_at is null;
    else select k.display_name, i.invoice_number into title, context from public.invoices i
      left join public.contacts k on k.tenant_id = i.tenant_id and k.id = i.contact_id where i.tenant_id = app.tenant() and i.id = p_id and i.deleted_at is null;
  end case;
end $$;

-- As far as they are counted.
create or replace function app.unread_notices() returns int language sql stable as $$
  select count(*)::int from (select from public.notices n where n.tenant_id = app.tenant() and n.user_id = app.actor() and n.read_at is null limit 100) n
$$;

create or replace function app.read_notice(p_id uuid, p_older boolean) returns void
  language plpgsql volatile as $$
declare it public.notices;
begin
  select * into it from public.notices n where n.tenant_id = app.tenant() and n.user_id = app.actor() and n.id = p_id;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
  update public.notices n set read_at = app.now() where n.tenant_id = it.tenant_id and n.user_id = it.user_id and n.read_at is null
    and (n.id = it.id or p_older and (n.at, n.id) < (it.at, it.id));
end $$;

create or replace function app.notice_settings() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('mail', m.notices_mail, 'unread', app.unread_notices(), 'version', m.version)
    from app.memberships m where m.tenant_id = app.tenant() and m.user_id = app.actor());
end $$;

create or replace function app.set_notices_mail(p_mail text, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.memberships m set notices_mail = coalesce(p_mail, m.notices_mail), version = m.version + 1, updated_at = app.now()
    where m.tenant_id = app.tenant() and m.user_id = app.actor() and m.version = coalesce(p_version, m.version);
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'notices'; end if;
  if p_mail = 'DAILY' then perform app.plan_notices_mail(app.tenant(), app.actor()); end if;
end $$;

-- The mail of the next morning, at seven where the business is. One job for each member and day.
create or replace function app.plan_notices_mail(p_tenant uuid, p_user text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare zone text; day date; seven constant time := '07:00';
begin
  select t.timezone into strict zone from app.tenants t where t.id = p_tenant;
  day := (app.now() at time zone zone)::date;
  if (day + seven) at time zone zone <= app.now() then day := day + 1; end if;
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (p_tenant, 'NOTICES_MAIL', format('notices.mail:%s:%s', p_user, day), jsonb_build_object('user_id', p_user), (day + seven) at time zone zone)
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- What the job mails, and the next one's place; null where it is no longer wanted.
create or replace function app.notices_mail_facts(p_tenant uuid, p_user text) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found jsonb;
begin
  -- Its words are those that he would read: an agent's are of what is his own.
  perform set_config('app.tenant', p_tenant::text, true), set_config('app.agent', case when m.role = 'AGENT' then p_user else '' end, true)
    from app.memberships m where m.tenant_id = p_tenant and m.user_id = p_user;
  select jsonb_build_object('email', u.email, 'business_name', t.name, 'profile_id', t.profile_id,
      'profile_overrides', coalesce((select o.overrides_json from app.tenant_profile_overrides o where o.tenant_id = t.id), '{}'), 'notices', coalesce((select jsonb_agg(n order by n.at desc) from (
        select n.kind, n.count, n.at, w.title, w.context from public.notices n cross join lateral app.notice_words(n.object_type, n.object_id) w
        where n.tenant_id = p_tenant and n.user_id = p_user and n.read_at is null and n.mailed_at is null order by n.at desc limit 20) n), '[]'))
    into found from app.memberships m join app.users u on u.id = m.user_id join app.tenants t on t.id = m.tenant_id
    where m.tenant_id = p_tenant and m.user_id = p_user and m.status = 'ACTIVE' and m.notices_mail = 'DAILY';
  if found is not null then perform app.plan_notices_mail(p_tenant, p_user); end if;
  return found;
end $$;

create or replace function app.notices_mailed(p_user text, p_until timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.notices n set mailed_at = app.now() where n.tenant_id = app.tenant() and n.user_id = p_user and n.mailed_at is null and n.at <= p_until;
end $$;

grant execute on function app.notice_words(text, uuid), app.unread_notices(), app.read_notice(uuid, boolean), app.notice_settings(), app.set_notices_mail(text, int), app.notices_mailed(text, timestamptz) to hub_app;
