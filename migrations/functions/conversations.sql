create or replace function app.conversation_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(c) || jsonb_build_object('role', app.role(), 'contact_name', k.display_name, 'contact_email', k.email, 'contact_phone', k.phone,
      'unread', exists (select from public.conversation_unread u where u.tenant_id = c.tenant_id and u.user_id = app.actor() and u.conversation_id = c.id))
    from public.conversations c left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id and k.deleted_at is null
    where c.tenant_id = app.tenant() and c.id = p_id and c.deleted_at is null);
end $$;

-- Unread by a member from now on. Runs as the caller, under his policies.
create or replace function app.mark_unread(p_id uuid, p_user text) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.conversation_unread (tenant_id, user_id, conversation_id, last_message_at)
    select c.tenant_id, p_user, c.id, c.last_message_at from public.conversations c where c.tenant_id = app.tenant() and c.id = p_id
    on conflict do nothing;
end $$;

-- All that an unknown sender wrote belongs to who he turned out to be.
create or replace function app.link_sender(p_address text, p_contact uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.conversations c set contact_id = p_contact, version = c.version + 1, updated_at = app.now()
    where c.tenant_id = app.tenant() and c.from_address = p_address and c.contact_id is null and c.deleted_at is null;
end $$;

-- Where mail for this business arrives. There is one, so its id is that of the business.
create or replace function app.mailbox_object() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', t.id, 'local', t.mail_local, 'created_at', t.created_at, 'role', app.role(),
      'aliases', coalesce((select jsonb_agg(a.local order by a.retires_at desc) from app.mail_aliases a
        where a.tenant_id = t.id and a.retires_at > app.now()), '[]'))
    from app.tenants t where t.id = app.tenant());
end $$;

-- Another address from now on; the one of before works for two more weeks.
create or replace function app.rotate_mailbox(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare before text;
begin
  if p_id is distinct from app.tenant() then raise exception 'Not found' using errcode = 'U0404'; end if;
  select t.mail_local into before from app.tenants t where t.id = p_id for update;
  insert into app.mail_aliases (local, tenant_id, retires_at) values (before, p_id, app.now() + interval '14 days');
  update app.tenants set mail_local = replace(gen_random_uuid()::text, '-', '') where id = p_id;
end $$;

grant execute on function app.conversation_object(uuid), app.mark_unread(uuid, text), app.link_sender(text, uuid), app.mailbox_object(), app.rotate_mailbox(uuid) to hub_app;
