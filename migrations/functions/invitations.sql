-- An address is invited once: a repeat, perhaps with another role, replaces what nobody has accepted.
create or replace function app.invite(p_id uuid, p_email text, p_role text, p_hash text, p_grants jsonb, p_lease int) returns setof invitations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare life interval := interval '7 days';
begin
  perform app.hold_team(p_grants, p_role);
  if exists (select from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = app.tenant() and u.email = p_email) then
    raise exception 'Already a member' using errcode = 'U0409', hint = 'already_member';
  end if;
  if exists (select from public.invitations i where i.tenant_id = app.tenant() and i.email = p_email and i.status = 'INVITED' and i.claimed_until > clock_timestamp()) then
    raise exception 'In flight' using errcode = 'U0425', hint = 'row';
  end if;
  if (select count(*) from (select from public.invitations i where i.tenant_id = app.tenant() and i.status = 'INVITED' limit 200) few) = 200 then
    raise exception 'Too many open invitations' using errcode = 'U0409', hint = 'too_many_invitations';
  end if;
  update public.invitations i set status = 'REVOKED', version = i.version + 1, updated_at = app.now()
    where i.tenant_id = app.tenant() and i.email = p_email and i.status = 'INVITED';
  insert into public.invitations (tenant_id, id, email, role, expires_at, claimed_until)
    values (app.tenant(), p_id, p_email, p_role, app.now() + life, clock_timestamp() + make_interval(secs => p_lease));
  perform app.count_invitation(p_email);
  perform app.mail_token(p_hash, 'INVITE', p_email, life, app.tenant(), p_id);
  return query select * from public.invitations i where i.tenant_id = app.tenant() and i.id = p_id;
end $$;

-- A new link for an invitation that app.act has locked.
create or replace function app.invite_again(p_id uuid, p_hash text, p_grants jsonb, p_lease int) returns setof invitations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare i public.invitations; life interval := interval '7 days';
begin
  update public.invitations n set expires_at = app.now() + life, claimed_until = clock_timestamp() + make_interval(secs => p_lease),
    version = n.version + 1, updated_at = app.now() where n.tenant_id = app.tenant() and n.id = p_id and n.status = 'INVITED' returning n.* into i;
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'invitations'; end if;
  perform app.hold_team(p_grants, i.role);
  perform app.count_invitation(i.email);
  perform app.mail_token(p_hash, 'INVITE', i.email, life, app.tenant(), p_id);
  return next i;
end $$;

create or replace function app.revoke_invitation(p_id uuid) returns setof invitations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.mailed_tokens set revoked_at = app.now()
    where tenant_id = app.tenant() and invitation_id = p_id and used_at is null and revoked_at is null;
  return query update public.invitations n set status = 'REVOKED', version = n.version + 1, updated_at = app.now()
    where n.tenant_id = app.tenant() and n.id = p_id and n.status = 'INVITED' returning n.*;
end $$;

-- What accepting has to know before the password is judged. An account that exists is asked for its own password, and throttled like a sign-in.
create or replace function app.begin_acceptance(p_hash text, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens; u app.users; wait int;
begin
  select * into t from app.mailed_tokens where hash = decode(p_hash, 'hex') and purpose = 'INVITE';
  if not found or t.used_at is not null or t.revoked_at is not null or t.expires_at <= app.now() then
    raise exception 'This link has expired or was used already. Ask for a new one.' using errcode = 'U0422', hint = 'token';
  end if;
  perform app.must_be_open(t.tenant_id, '', '', false, true);
  select * into u from app.users where email = t.email and issuer = 'hub';
  if not found then return jsonb_build_object('email', t.email); end if;
  wait := app.begin_try(t.email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return jsonb_build_object('email', t.email, 'user_id', u.id, 'password_hash', u.password_hash);
end $$;

-- p_person: id, name, password_hash, and known: whether the account existed and this is the hash that was compared.
create or replace function app.accept_invitation(p_hash text, p_person jsonb, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens := app.take_token(p_hash, 'INVITE'); i public.invitations; who text := p_person->>'id';
begin
  perform app.must_be_open(t.tenant_id, '', '', false, true);
  perform set_config('app.tenant', t.tenant_id::text, true), set_config('app.actor', who, true);
  if (p_person->>'known')::boolean then
    perform from app.users where id = who and email = t.email and password_hash = p_person->>'password_hash' for share;
    if not found then raise exception 'Signed out' using errcode = 'U0401', hint = 'password'; end if;
    perform app.pass_try(t.email, p_session);
  else
    insert into app.users (id, email, name, password_hash) values (who, t.email, p_person->>'name', p_person->>'password_hash');
  end if;
  update public.invitations n set status = 'ACCEPTED', version = n.version + 1, updated_at = app.now()
    where n.tenant_id = t.tenant_id and n.id = t.invitation_id and n.status = 'INVITED' returning n.* into i;
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'invitations'; end if;
  insert into app.memberships (tenant_id, user_id, role, invited_by) values (t.tenant_id, who, i.role, i.created_by);
  perform app.log_identity(t.tenant_id, who, 'member.join', who::uuid, jsonb_build_object('role', i.role, 'invited_by', i.created_by), p_session);
  insert into app.outbox (tenant_id, event, object_id, request_id, at) values (t.tenant_id, 'tenant.member_joined', i.id, p_session->>'request_id', app.now());
  return app.open_session(who, t.tenant_id, p_session);
end $$;

grant execute on function app.invite(uuid, text, text, text, jsonb, int), app.invite_again(uuid, text, jsonb, int), app.revoke_invitation(uuid),
  app.begin_acceptance(text, text, jsonb), app.accept_invitation(text, jsonb, jsonb) to hub_app;
