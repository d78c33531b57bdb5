-- The team. What follows runs behind app.enter or app.act.
create or replace function app.members(p_limit int, p_before timestamptz, p_before_id text)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select m.user_id, u.name, u.email, m.role, m.may_send, m.status, m.last_seen_at, m.version, m.created_at, m.role = 'OWNER' and m.status = 'ACTIVE'
    and not exists (select from app.memberships o where o.tenant_id = m.tenant_id and o.role = 'OWNER' and o.status = 'ACTIVE' and o.user_id <> m.user_id)
  from app.memberships m cross join lateral (select * from app.users where id = m.user_id limit 1) u
  where m.tenant_id = app.tenant() and (m.created_at, m.user_id) < (coalesce(p_before, 'infinity'), coalesce(p_before_id, ''))
  order by m.created_at desc, m.user_id desc limit least(p_limit, 101);
end $$;

create or replace function app.member_row(p_user text)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select m.user_id, u.name, u.email, m.role, m.may_send, m.status, m.last_seen_at, m.version, m.created_at, m.role = 'OWNER' and m.status = 'ACTIVE'
    and not exists (select from app.memberships o where o.tenant_id = m.tenant_id and o.role = 'OWNER' and o.status = 'ACTIVE' and o.user_id <> m.user_id)
  from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = app.tenant() and m.user_id = p_user;
end $$;

-- Changes of a team queue here, so that the actor's role and the last owner are judged as they are. p_grants: which role may give which.
create or replace function app.hold_team(p_grants jsonb, p_role text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare mine text;
begin
  perform from app.tenants where id = app.tenant() for no key update;
  select m.role into mine from app.memberships m where m.tenant_id = app.tenant() and m.user_id = app.actor() and m.status = 'ACTIVE';
  if not coalesce((p_grants->mine) ? p_role, false) then raise exception 'Role may not' using errcode = 'U0403', hint = 'role'; end if;
end $$;

create or replace function app.hold_member(p_user text, p_version int, p_grants jsonb) returns app.memberships
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.memberships;
begin
  select * into m from app.memberships where tenant_id = app.tenant() and user_id = p_user for update;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
  perform app.hold_team(p_grants, m.role);
  if m.version <> coalesce(p_version, m.version) then raise exception 'State changed' using errcode = 'U0409', hint = 'member'; end if;
  return m;
end $$;

create or replace function app.keep_an_owner() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.memberships where tenant_id = app.tenant() and role = 'OWNER' and status = 'ACTIVE') then
    raise exception 'A business keeps at least one owner' using errcode = 'U0409', hint = 'last_owner';
  end if;
end $$;

-- Whoever leaves, or may give a role no longer, takes the invitations to it along that nobody has accepted yet. p_may: the roles left to give.
create or replace function app.revoke_invitations_of(p_user text, p_may jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.mailed_tokens k set revoked_at = app.now() from public.invitations i
    where i.tenant_id = app.tenant() and i.created_by = p_user and i.status = 'INVITED' and not p_may ? i.role
      and k.tenant_id = i.tenant_id and k.invitation_id = i.id and k.used_at is null and k.revoked_at is null;
  update public.invitations set status = 'REVOKED', version = version + 1, updated_at = app.now()
    where tenant_id = app.tenant() and created_by = p_user and status = 'INVITED' and not p_may ? role;
end $$;

create or replace function app.change_member(p_user text, p_role text, p_may_send boolean, p_status text, p_version int, p_grants jsonb)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.memberships := app.hold_member(p_user, p_version, p_grants);
begin
  if p_role is not null then perform app.hold_team(p_grants, p_role); end if;
  if p_may_send is not null and coalesce(p_role, m.role) <> 'AGENT' then
    raise exception 'Only for the role AGENT: the others may send, or may not, by their role' using errcode = 'U0422', hint = 'may_send';
  end if;
  update app.memberships b set role = coalesce(p_role, b.role), status = coalesce(p_status, b.status),
      may_send = coalesce(p_role, b.role) = 'AGENT' and coalesce(p_may_send, b.may_send), version = b.version + 1, updated_at = app.now()
    where b.tenant_id = m.tenant_id and b.user_id = m.user_id;
  perform app.keep_an_owner();
  perform app.revoke_invitations_of(p_user, case when p_status = 'DISABLED' then '[]' else p_grants->coalesce(p_role, m.role) end);
  return query select * from app.member_row(p_user);
end $$;

create or replace function app.remove_member(p_user text, p_version int, p_grants jsonb)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.memberships := app.hold_member(p_user, p_version, p_grants);
begin
  return query select * from app.member_row(p_user);
  delete from app.memberships b where b.tenant_id = m.tenant_id and b.user_id = m.user_id;
  perform app.keep_an_owner();
  perform app.revoke_invitations_of(p_user, '[]');
end $$;

grant execute on function app.members(int, timestamptz, text), app.member_row(text), app.change_member(text, text, boolean, text, int, jsonb),
  app.remove_member(text, int, jsonb) to hub_app;
