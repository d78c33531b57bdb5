create or replace function app.conversation_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(c) || jsonb_build_object('role', app.role(), 'contact_name', k.display_name, 'contact_email', k.email, 'contact_phone', k.phone, 'contact_email_problem', k.email_problem, 'linked', app.conversation_work(c.id),
      'unread', exists (select from public.conversation_unread u where u.tenant_id = c.tenant_id and u.user_id = app.actor() and u.conversation_id = c.id))
    from public.conversations c left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id and k.deleted_at is null
    where c.tenant_id = app.tenant() and c.id = p_id and c.deleted_at is null);
end $$;

-- Unread by a member from now on. Runs as the caller, under his policies.
create or replace function app.mark_unread(p_id uuid, p_user text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.conversation_unread (tenant_id, user_id, conversation_id, last_message_at, is_open)
    select c.tenant_id, p_user, c.id, c.last_message_at, c.status = 'OPEN' from public.conversations c where c.tenant_id = app.tenant() and c.id = p_id
    on conflict do nothing;
end $$;

-- What a member has not seen counts while it is open; an agent from whom it was taken does not see it any more.
create or replace function app.follow_conversation() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.status <> old.status then
    update public.conversation_unread u set is_open = new.status = 'OPEN' where u.tenant_id = new.tenant_id and u.conversation_id = new.id;
  end if;
  if new.assigned_to is distinct from old.assigned_to then
    delete from public.conversation_unread u using app.memberships m where u.tenant_id = new.tenant_id and u.conversation_id = new.id
      and u.user_id = old.assigned_to and m.tenant_id = u.tenant_id and m.user_id = u.user_id and m.role = 'AGENT';
  end if;
  return null;
end $$;
create or replace trigger follow_conversation after update of status, assigned_to on public.conversations
  for each row execute function app.follow_conversation();

-- How many open ones whoever asks has not seen, a hundred at most.
create or replace function app.unread_count() returns int
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*)::int from (select from public.conversation_unread u where u.tenant_id = app.tenant() and u.user_id = app.actor() and u.is_open limit 100) u
$$;

-- It waits until a time, for a year at most; then its job wakes it.
create or replace function app.snooze_conversation(p_id uuid, p_until timestamptz) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_until <= app.now() or p_until > app.now() + interval '1 year' then
    raise exception 'Choose a time to come, within a year' using errcode = 'U0422', hint = 'until';
  end if;
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (app.tenant(), 'CONVERSATION_WAKE', format('wake:%s:%s', p_id, extract(epoch from p_until)), jsonb_build_object('conversation_id', p_id), p_until)
    on conflict on constraint jobs_pkey do nothing;
end $$;

-- Its time has come: unread as if somebody had written. Not when it waits for longer by now.
create or replace function app.wake_conversation(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.must_hold(c.snoozed_until <= app.now(), 'conversations') from public.conversations c where c.tenant_id = app.tenant() and c.id = p_id;
  perform app.leave_unread(p_id, true);
end $$;

-- All that an unknown sender wrote belongs to who he turned out to be.
create or replace function app.link_sender(p_address text, p_contact uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.conversations c set contact_id = p_contact, version = c.version + 1, updated_at = app.now()
    where c.tenant_id = app.tenant() and c.from_address = p_address and c.contact_id is null and c.deleted_at is null;
  perform app.tell_stop(p_contact);
end $$;

-- Where mail for this business arrives. There is one, so its id is that of the business.
create or replace function app.mailbox_object() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', t.id, 'local', t.mail_local, 'receipts_local', t.receipts_local, 'created_at', t.created_at, 'role', app.role(),
      'aliases', coalesce((select jsonb_agg(a.local order by a.retires_at desc) from app.mail_aliases a
        where a.tenant_id = t.id and a.retires_at > app.now() and not starts_with(a.local, 'receipts+')), '[]'))
    from app.tenants t where t.id = app.tenant());
end $$;

-- Other addresses from now on; those of before work for two more weeks.
create or replace function app.rotate_mailbox(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare before text; receipts_before text;
begin
  if p_id is distinct from app.tenant() then raise exception 'Not found' using errcode = 'U0404'; end if;
  select t.mail_local, t.receipts_local into before, receipts_before from app.tenants t where t.id = p_id for update;
  insert into app.mail_aliases (local, tenant_id, retires_at) values (before, p_id, app.now() + interval '14 days'), (receipts_before, p_id, app.now() + interval '14 days');
  update app.tenants set mail_local = replace(gen_random_uuid()::text, '-', ''), receipts_local = 'receipts+' || replace(gen_random_uuid()::text, '-', '') where id = p_id;
end $$;

grant execute on function app.conversation_object(uuid), app.mark_unread(uuid, text), app.link_sender(text, uuid), app.unread_count(), app.snooze_conversation(uuid, timestamptz),
  app.wake_conversation(uuid), app.mailbox_object(), app.rotate_mailbox(uuid) to hub_app;
