create or replace function app.is_sample() returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.tenants t where t.id = app.tenant() and t.sample_of is not null);
end $$;

-- The sample business of who is signed in, who goes on in it. One that nobody finished making is made anew; `filled`: it is all there.
create or replace function app.open_sample(p_user text, p_session uuid, p_ids jsonb, p_draft jsonb, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.tenants;
begin
  perform app.signed_in(p_user, p_session);
  select * into t from app.tenants where sample_of = p_user for update;
  if t.sample_filled_at is not null and exists (select from app.memberships m where m.tenant_id = t.id and m.user_id = p_user) then
    return app.switch_tenant(p_user, p_session, t.id, p_trace) || '{"filled": true}';
  end if;
  if t.id is not null then
    if t.created_at > clock_timestamp() - interval '1 minute' then raise exception 'In flight' using errcode = 'U0425', hint = 'sample'; end if;
    perform app.drop_sample(p_user);
  end if;
  perform app.open_another_business(p_user, p_session, p_ids, p_draft, p_trace);
  update app.tenants set sample_of = p_user where id = (p_ids->>'tenant')::uuid;
  return app.identity(p_user, (p_ids->>'tenant')::uuid, p_session) || '{"filled": false}';
end $$;

-- A stranger's first letter, in a sample business alone.
create or replace function app.write_sample_letter(p_ids jsonb, p_letter jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare thread uuid := (p_ids->>'conversation')::uuid; name text := p_letter->>'from_name'; address text := p_letter->>'from_address';
begin
  if not app.is_sample() then raise exception 'Not found' using errcode = 'U0404'; end if;
  insert into public.conversations (tenant_id, id, from_name, from_address, subject, snippet, last_message_at, last_direction, reply_to)
    values (app.tenant(), thread, name, address, p_letter->>'subject', left(p_letter->>'text', 200), app.now(), 'INBOUND', address);
  insert into public.messages (tenant_id, id, conversation_id, direction, kind, from_name, from_address, subject, new_text, proven, received_at)
    values (app.tenant(), (p_ids->>'message')::uuid, thread, 'INBOUND', 'MESSAGE', name, address, p_letter->>'subject', p_letter->>'text', 'UNVERIFIED', app.now());
  perform app.leave_unread(thread, true);
  insert into public.onboardings (tenant_id, definition, hidden_at) values (app.tenant(), 'owner', app.now());
  update app.tenants set sample_filled_at = app.now() where id = app.tenant();
end $$;

-- Nobody comes in any more; who removes it goes on in another business of his.
create or replace function app.leave_sample(p_user text, p_session uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare sample uuid; here uuid; tenant uuid;
begin
  here := (app.signed_in(p_user, p_session)).tenant_id;
  select t.id into sample from app.tenants t where t.sample_of = p_user;
  delete from app.memberships m where m.tenant_id = sample;
  tenant := app.choose_tenant(p_user, case when here = sample then null else here end);
  update app.sessions s set tenant_id = tenant where s.id = p_session;
  update app.sessions s set tenant_id = null where s.tenant_id = sample;
  return app.identity(p_user, tenant, p_session);
end $$;

create or replace function app.drop_sample(p_user text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare sample uuid;
begin
  select t.id into sample from app.tenants t where t.sample_of = p_user for update;
  if sample is null then return; end if;
  perform app.drop_business(sample);
end $$;

grant execute on function app.is_sample(), app.open_sample(text, uuid, jsonb, jsonb, jsonb), app.write_sample_letter(jsonb, jsonb),
  app.leave_sample(text, uuid), app.drop_sample(text) to hub_app;
