-- What every answer to a sign-in is made of.
create or replace function app.identity(p_user text, p_tenant uuid, p_session uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', u.id, 'email', u.email, 'name', u.name, 'role', m.role, 'may_send', m.may_send, 'tenant_id', t.id, 'org_id', t.external_org_id,
    'business_name', t.name, 'workspace_id', (select p.id from app.projects p where p.tenant_id = t.id and p.is_default limit 1),
    'closing', app.closing_of(t.id), 'session_id', s.id, 'session_expires_at', s.expires_at)
  from app.users u join app.memberships m on m.user_id = u.id join app.tenants t on t.id = m.tenant_id left join app.sessions s on s.id = p_session
  where u.id = p_user and t.id = p_tenant
$$;

-- The business asked for, else the one used last. A stranger's is not found; without any there is nothing to sign in to.
create or replace function app.choose_tenant(p_user text, p_tenant uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare chosen uuid; state text;
begin
  if p_tenant is not null then
    select m.status into state from app.memberships m where m.user_id = p_user and m.tenant_id = p_tenant;
    if not found then raise exception 'Not found' using errcode = 'U0404', hint = 'tenant'; end if;
    if state <> 'ACTIVE' then raise exception 'Not a member' using errcode = 'U0403', hint = 'member'; end if;
    return p_tenant;
  end if;
  select m.tenant_id into chosen from app.memberships m where m.user_id = p_user and m.status = 'ACTIVE'
    order by m.last_seen_at desc nulls last, m.created_at desc limit 1;
  if not found then raise exception 'Not a member' using errcode = 'U0403', hint = 'member'; end if;
  return chosen;
end $$;

-- p_session: id, refresh and device (SHA-256 in hex), ip, network, user_agent, request_id
create or replace function app.open_session(p_user text, p_tenant uuid, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.sessions (id, user_id, tenant_id, user_agent, ip, expires_at)
    values ((p_session->>'id')::uuid, p_user, p_tenant, p_session->>'user_agent', p_session->>'ip', clock_timestamp() + interval '90 days');
  insert into app.refresh_tokens (hash, session_id) values (decode(p_session->>'refresh', 'hex'), (p_session->>'id')::uuid);
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = p_tenant and user_id = p_user;
  perform app.know_device(p_user, p_session->>'device');
  return app.identity(p_user, p_tenant, (p_session->>'id')::uuid);
end $$;

-- All that is mailed to an address, or ends what was mailed to it, queues here.
create or replace function app.hold_address(p_email text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ select pg_advisory_xact_lock(hashtextextended('mailed:' || p_email, 0)) $$;

-- Only the newest reset, and the newest invitation to a business, works (AU10).
create or replace function app.mail_token(p_hash text, p_purpose text, p_email text, p_life interval, p_tenant uuid, p_invitation uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hold_address(p_email);
  update app.mailed_tokens set revoked_at = app.now()
    where email = p_email and purpose = p_purpose and tenant_id is not distinct from p_tenant and used_at is null and revoked_at is null;
  insert into app.mailed_tokens (hash, purpose, email, tenant_id, invitation_id, created_at, expires_at)
    values (decode(p_hash, 'hex'), p_purpose, p_email, p_tenant, p_invitation, app.now(), app.now() + p_life);
end $$;

-- A link of one sign-up. It ends no other: anybody can sign up with an address, or ask for a link, and must not kill one that way.
create or replace function app.mail_sign_up(p_hash text, p_email text, p_signup uuid, p_draft jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hold_address(p_email);
  insert into app.mailed_tokens (hash, purpose, email, signup_id, draft, created_at, expires_at)
    values (decode(p_hash, 'hex'), 'VERIFY', p_email, p_signup, p_draft, app.now(), app.now() + interval '24 hours');
end $$;

create or replace function app.take_token(p_hash text, p_purpose text) returns app.mailed_tokens
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens;
begin
  perform app.hold_address(k.email) from app.mailed_tokens k where k.hash = decode(p_hash, 'hex');
  select * into t from app.mailed_tokens where hash = decode(p_hash, 'hex') and purpose = p_purpose for update;
  if not found or t.used_at is not null or t.revoked_at is not null or t.expires_at <= app.now() then
    raise exception 'This link has expired or was used already. Ask for a new one.' using errcode = 'U0422', hint = 'token';
  end if;
  update app.mailed_tokens set used_at = app.now(), draft = null where hash = t.hash;
  return t;
end $$;

-- What was mailed before and could set the password.
create or replace function app.end_links(p_email text, p_purposes text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.hold_address(p_email);
  update app.mailed_tokens set revoked_at = app.now(), draft = null
    where email = p_email and purpose = any (p_purposes) and used_at is null and revoked_at is null;
end $$;

-- These four, and begin_login, are counted by the network of the caller (p_by: as app.count_call). Whoever called too often is answered with
-- too_many, the seconds to wait; what else is refused is answered, too, because raising it would take the count back.

-- mail: verify, or known_address when there is an account already: then there is no link. Null when it was mailed often enough.
create or replace function app.sign_up(p_email text, p_hash text, p_draft jsonb, p_by jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare too_many int := app.count_call('sign', p_by);
begin
  if too_many > 0 then return jsonb_build_object('too_many', too_many); end if;
  begin
    -- A zone that the database does not know would lock everyone out of the business.
    perform app.check_zone(p_draft->>'timezone');
  exception when sqlstate 'U0422' then return jsonb_build_object('refused', sqlerrm);
  end;
  if not app.may_mail_account('sign-up', p_email) then return '{"mail": null}'; end if;
  if exists (select from app.users where email = p_email and issuer = 'hub') then return '{"mail": "known_address"}'; end if;
  perform app.mail_sign_up(p_hash, p_email, gen_random_uuid(), p_draft);
  return '{"mail": "verify"}';
end $$;

-- p_ids: tenant, org, project. p_draft: business_name, currency, timezone, country, and what the owner means to do with it.
create or replace function app.open_business(p_ids jsonb, p_owner text, p_email text, p_draft jsonb, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := (p_ids->>'tenant')::uuid;
begin
  insert into app.tenants (id, external_org_id, name, owner_email, currency, timezone, country, settings)
    values (tenant, p_ids->>'org', p_draft->>'business_name', p_email, p_draft->>'currency', p_draft->>'timezone', p_draft->>'country',
      jsonb_build_object('intent', p_draft->'intent', 'use_case', p_draft->'use_case'));
  insert into app.projects (id, tenant_id, name, is_default) values ((p_ids->>'project')::uuid, tenant, p_draft->>'business_name', true);
  insert into app.memberships (tenant_id, user_id, role) values (tenant, p_owner, 'OWNER');
  perform app.log_identity(tenant, p_owner, 'tenant.created', tenant, jsonb_build_object('name', p_draft->'business_name', 'plan', 'FREE'), p_trace);
  insert into app.outbox (tenant_id, event, object_id, request_id, at) values (tenant, 'tenant.created', tenant, p_trace->>'request_id', app.now());
end $$;

-- p_ids: as app.open_business, user, and password_hash where the mailbox chose a password. Without one the sign-up's is set, unless
-- somebody else may have chosen it: another sign-up has the same address. An account that is there already gets one more business.
create or replace function app.verify_email(p_hash text, p_ids jsonb, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  too_many int := app.count_call('link', p_session); t app.mailed_tokens; tenant uuid := (p_ids->>'tenant')::uuid; owner text;
  chosen text := p_ids->>'password_hash';
begin
  if too_many > 0 then return jsonb_build_object('too_many', too_many); end if;
  begin
    t := app.take_token(p_hash, 'VERIFY');
  exception when sqlstate 'U0422' then return jsonb_build_object('refused', sqlerrm);
  end;
  update app.mailed_tokens set used_at = app.now(), draft = null where signup_id = t.signup_id and used_at is null;
  select u.id into owner from app.users u where u.email = t.email and u.issuer = 'hub' for no key update;
  if owner is null then
    if chosen is null and not exists (select from app.mailed_tokens o where o.email = t.email and o.purpose = 'VERIFY'
      and o.used_at is null and o.revoked_at is null and o.signup_id is distinct from t.signup_id) then chosen := t.draft->>'password_hash'; end if;
    insert into app.users (id, email, name, password_hash) values (p_ids->>'user', t.email, t.draft->>'name', chosen) returning id into owner;
  elsif chosen is not null then
    update app.users set password_hash = chosen, updated_at = now() where id = owner;
    perform app.know_only_device(owner, p_session->>'device');
    perform app.end_links(t.email, '{RESET}');
    perform app.log_identity(m.tenant_id, owner, 'user.reset_password', owner::uuid, null, p_session) from app.memberships m where m.user_id = owner;
  end if;
  perform app.open_business(p_ids, owner, t.email, t.draft, p_session);
  insert into app.outbox (tenant_id, event, object_id, request_id, at)
    values (tenant, 'auth.signup_completed', tenant, p_session->>'request_id', app.now());
  return app.open_session(owner, tenant, p_session);
end $$;

create or replace function app.begin_login(p_email text, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare keys bytea[] := array(select k.key from app.try_keys(p_email, p_rules) k); wait int := app.try_wait(keys); too_many int;
begin
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  -- A device that signed in to the account before is counted alone, by its tries.
  if cardinality(keys) > 1 then too_many := app.count_call('sign', p_rules); end if;
  if too_many > 0 then return jsonb_build_object('too_many', too_many); end if;
  wait := app.begin_try(p_email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return coalesce((select jsonb_build_object('user_id', u.id, 'password_hash', u.password_hash) from app.users u
    where u.email = p_email and u.issuer = 'hub'), '{}');
end $$;

-- p_proof: user, email, password_hash (as it was compared: a password changed meanwhile opens nothing)
create or replace function app.complete_login(p_proof jsonb, p_tenant uuid, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text; tenant uuid;
begin
  select u.id into who from app.users u where u.id = p_proof->>'user' and u.password_hash = p_proof->>'password_hash' for share;
  if not found then raise exception 'Signed out' using errcode = 'U0401', hint = 'password'; end if;
  perform app.pass_try(p_proof->>'email', p_session);
  tenant := app.choose_tenant(who, p_tenant);
  perform app.log_identity(tenant, who, 'session.create', (p_session->>'id')::uuid, null, p_session);
  insert into app.outbox (tenant_id, event, object_id, request_id, at)
    values (tenant, 'auth.login_completed', (p_session->>'id')::uuid, p_session->>'request_id', app.now());
  return app.open_session(who, tenant, p_session);
end $$;

-- The newest sign-up that waits for its link gets one more; one whose links have expired, too. False when there is none.
create or replace function app.mail_sign_up_again(p_hash text, p_email text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens;
begin
  select * into t from app.mailed_tokens where email = p_email and purpose = 'VERIFY' and used_at is null and revoked_at is null
    order by created_at desc limit 1;
  if not found then return false; end if;
  perform app.mail_sign_up(p_hash, p_email, t.signup_id, t.draft);
  return true;
end $$;

-- A wrong password. True when it can be nobody's, because a sign-up waits for its link: the mailbox is told, a few times an hour at most.
create or replace function app.fail_login(p_email text, p_ip text, p_rules jsonb, p_hash text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare waits boolean := false;
begin
  perform app.hold_address(p_email);
  if not exists (select from app.users where email = p_email and issuer = 'hub')
    and exists (select from app.mailed_tokens where email = p_email and purpose = 'VERIFY' and used_at is null and revoked_at is null)
    and app.may_mail_account('sign-up', p_email)
  then waits := app.mail_sign_up_again(p_hash, p_email); end if;
  perform app.fail_try(p_email, p_ip, p_rules);
  return waits;
end $$;

-- mail: what it is about, and so which page its link opens. Null when the address was mailed often enough.
create or replace function app.forgot_password(p_email text, p_hash text, p_by jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare too_many int := app.count_call('sign', p_by);
begin
  if too_many > 0 then return jsonb_build_object('too_many', too_many); end if;
  if not app.may_mail_account('forgot', p_email) then return '{"mail": null}'; end if;
  if exists (select from app.users where email = p_email and issuer = 'hub') then
    perform app.mail_token(p_hash, 'RESET', p_email, interval '1 hour', null, null);
    return '{"mail": "reset"}';
  end if;
  return jsonb_build_object('mail', case when app.mail_sign_up_again(p_hash, p_email) then 'unconfirmed' else 'unknown_address' end);
end $$;

create or replace function app.reset_password(p_hash text, p_password_hash text, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare too_many int := app.count_call('sign', p_trace); t app.mailed_tokens; who text;
begin
  if too_many > 0 then return jsonb_build_object('too_many', too_many); end if;
  begin
    t := app.take_token(p_hash, 'RESET');
  exception when sqlstate 'U0422' then return jsonb_build_object('refused', sqlerrm);
  end;
  perform app.end_links(t.email, '{RESET, VERIFY}');
  update app.users set password_hash = p_password_hash, updated_at = now() where email = t.email and issuer = 'hub' returning id into who;
  update app.sessions set revoked_at = clock_timestamp() where user_id = who and revoked_at is null;
  perform app.know_only_device(who, p_trace->>'device');
  perform app.log_identity(m.tenant_id, who, 'user.reset_password', who::uuid, null, p_trace) from app.memberships m where m.user_id = who;
  return '{}';
end $$;

create or replace function app.begin_password_change(p_user text, p_session uuid, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; wait int;
begin
  perform app.signed_in(p_user, p_session);
  select * into u from app.users where id = p_user;
  wait := app.begin_try(u.email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return jsonb_build_object('email', u.email, 'password_hash', u.password_hash);
end $$;

-- p_proof: user, email, password_hash (the one compared), new_hash. Every other sign-in ends, and every link that could set another password.
create or replace function app.change_password(p_proof jsonb, p_session uuid, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions;
begin
  perform app.end_links(p_proof->>'email', '{RESET, VERIFY}');
  s := app.signed_in(p_proof->>'user', p_session);
  update app.users set password_hash = p_proof->>'new_hash', updated_at = now()
    where id = s.user_id and password_hash = p_proof->>'password_hash';
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'password'; end if;
  perform app.pass_try(p_proof->>'email', p_trace);
  update app.sessions set revoked_at = clock_timestamp() where user_id = s.user_id and id <> s.id and revoked_at is null;
  perform app.know_only_device(s.user_id, p_trace->>'device');
  perform app.log_identity(s.tenant_id, s.user_id, 'user.change_password', s.user_id::uuid, null, p_trace);
end $$;

-- Called by a cron: what is long past. Used refresh tokens stay as long as their session, so that a replay is noticed.
create or replace function app.tidy_identity() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.mailed_tokens where created_at < app.now() - interval '30 days';
  delete from app.login_attempts where begun_at < clock_timestamp() - interval '1 day';
  delete from app.mail_counts where since < clock_timestamp() - interval '2 days';
  delete from app.sessions where expires_at < clock_timestamp() - interval '30 days';
end $$;

grant execute on function app.sign_up(text, text, jsonb, jsonb), app.verify_email(text, jsonb, jsonb), app.begin_login(text, text, jsonb),
  app.complete_login(jsonb, uuid, jsonb), app.fail_login(text, text, jsonb, text), app.forgot_password(text, text, jsonb), app.reset_password(text, text, jsonb),
  app.begin_password_change(text, uuid, text, jsonb), app.change_password(jsonb, uuid, jsonb), app.tidy_identity() to hub_app;
