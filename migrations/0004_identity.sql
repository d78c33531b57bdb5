-- Accounts, sign-ins, invitations. Everything here but invitations works without a tenant: functions only, no grants on tables.
-- Mailed tokens expire in product time; sessions and the throttle use the machine's clock.
set role app_owner;

alter table app.sessions add column tenant_id uuid references app.tenants;
alter table app.memberships add column invited_by text;
create index memberships_newest on app.memberships (tenant_id, created_at desc, user_id desc);
create index memberships_owners on app.memberships (tenant_id, user_id) where role = 'OWNER' and status = 'ACTIVE';
create index sessions_newest on app.sessions (user_id, created_at desc, id desc) where revoked_at is null;

-- A session is a family of refresh tokens, of which one is live.
create table app.refresh_tokens (
  hash bytea constraint refresh_tokens_pkey primary key,
  session_id uuid not null references app.sessions on delete cascade,
  created_at timestamptz(3) not null default clock_timestamp(),
  used_at timestamptz(3),
  used_by bytea
);
create unique index refresh_tokens_live on app.refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_session on app.refresh_tokens (session_id);

create table app.mailed_tokens (
  hash bytea constraint mailed_tokens_pkey primary key,
  purpose text not null check (purpose in ('VERIFY', 'RESET', 'INVITE')),
  email text not null,
  tenant_id uuid references app.tenants,
  invitation_id uuid,
  draft jsonb,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index mailed_tokens_live on app.mailed_tokens (email, purpose) where used_at is null and revoked_at is null;
create index mailed_tokens_age on app.mailed_tokens (created_at);

create table app.login_attempts (
  key bytea constraint login_attempts_pkey primary key,
  failures int not null default 0,
  running int not null default 0,
  begun_at timestamptz(3) not null default clock_timestamp(),
  failed_at timestamptz(3) not null default clock_timestamp(),
  blocked_until timestamptz(3) not null default 'epoch'
);
create index login_attempts_age on app.login_attempts (begun_at);

create table invitations (
  tenant_id uuid not null references app.tenants,
  id uuid not null,
  email text not null,
  role text not null check (role in ('OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER')),
  status text not null default 'INVITED' check (status in ('INVITED', 'ACCEPTED', 'REVOKED')),
  expires_at timestamptz(3) not null,
  sent_at timestamptz(3),
  claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint invitations_pkey primary key (tenant_id, id)
);
create unique index invitations_email_key on invitations (tenant_id, email) where status = 'INVITED';
create index invitations_created on invitations (tenant_id, created_at desc, id desc) where deleted_at is null;
create index invitations_status on invitations (tenant_id, status, created_at desc, id desc) where deleted_at is null;
alter table invitations enable row level security;
alter table invitations force row level security;
create policy tenant on invitations using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, update (status, sent_at, claimed_until, expires_at, version, updated_at) on invitations to hub_app;

-- Tries at a password, counted for the account and for the address, always in that order. Answers the seconds to wait; 0 counts a try as running.
create function app.begin_try(p_email text, p_ip text, p_rules jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  keys bytea[] := app.try_keys(p_email, p_ip); caps int[] := array[(p_rules->>'running_account')::int, (p_rules->>'running_address')::int];
  a app.login_attempts; wait int := 0;
begin
  for i in 1..2 loop
    insert into app.login_attempts (key) values (keys[i]) on conflict on constraint login_attempts_pkey do nothing;
    select * into a from app.login_attempts where key = keys[i] for update;
    if a.blocked_until > clock_timestamp() then
      wait := greatest(wait, ceil(extract(epoch from a.blocked_until - clock_timestamp()))::int);
    elsif a.running >= caps[i] and a.begun_at > clock_timestamp() - interval '30 seconds' then
      wait := greatest(wait, 1);
    end if;
  end loop;
  if wait = 0 then
    update app.login_attempts set begun_at = clock_timestamp(),
      running = case when begun_at > clock_timestamp() - interval '30 seconds' then running else 0 end + 1,
      failures = case when failed_at > clock_timestamp() - make_interval(secs => (p_rules->>'forget_seconds')::int) then failures else 0 end
    where key = any (keys);
  end if;
  return wait;
end $$;

create function app.try_keys(p_email text, p_ip text) returns bytea[]
  language sql immutable security definer set search_path = pg_catalog, pg_temp
  as $$ select array[sha256(convert_to('account:' || p_email, 'UTF8')), sha256(convert_to('address:' || coalesce(p_ip, ''), 'UTF8'))] $$;

create function app.fail_try(p_email text, p_ip text, p_rules jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k bytea;
begin
  foreach k in array app.try_keys(p_email, p_ip) loop
    update app.login_attempts set running = greatest(running - 1, 0), failures = failures + 1, failed_at = clock_timestamp(),
      blocked_until = clock_timestamp() + make_interval(secs =>
        (p_rules->'waits'->least(failures + 1, jsonb_array_length(p_rules->'waits') - 1))::int)
    where key = k;
  end loop;
end $$;

create function app.pass_try(p_email text, p_ip text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare keys bytea[] := app.try_keys(p_email, p_ip);
begin
  update app.login_attempts set running = greatest(running - 1, 0), failures = 0, blocked_until = 'epoch' where key = keys[1];
  update app.login_attempts set running = greatest(running - 1, 0) where key = keys[2];
end $$;

-- p_trace: ip, user_agent, request_id
create function app.log_identity(p_tenant uuid, p_actor text, p_action text, p_entity uuid, p_after jsonb, p_trace jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after, request_id, ip_address)
    select p_tenant, app.now(), p_actor, p_action, split_part(p_action, '.', 1), p_entity, p_after, p_trace->>'request_id', p_trace->>'ip'
    where p_tenant is not null
$$;

-- What every answer to a sign-in is made of.
create function app.identity(p_user text, p_tenant uuid, p_session uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('user_id', u.id, 'email', u.email, 'name', u.name, 'role', m.role, 'may_send', m.may_send, 'tenant_id', t.id, 'org_id', t.external_org_id,
    'business_name', t.name, 'workspace_id', (select p.id from app.projects p where p.tenant_id = t.id and p.is_default limit 1),
    'session_id', s.id, 'session_expires_at', s.expires_at)
  from app.users u join app.memberships m on m.user_id = u.id join app.tenants t on t.id = m.tenant_id left join app.sessions s on s.id = p_session
  where u.id = p_user and t.id = p_tenant
$$;

-- The business asked for, else the one used last. A stranger's is not found; without any there is nothing to sign in to.
create function app.choose_tenant(p_user text, p_tenant uuid) returns uuid
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

-- p_session: id, refresh (SHA-256 in hex), ip, user_agent, request_id
create function app.open_session(p_user text, p_tenant uuid, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.sessions (id, user_id, tenant_id, user_agent, ip, expires_at)
    values ((p_session->>'id')::uuid, p_user, p_tenant, p_session->>'user_agent', p_session->>'ip', clock_timestamp() + interval '90 days');
  insert into app.refresh_tokens (hash, session_id) values (decode(p_session->>'refresh', 'hex'), (p_session->>'id')::uuid);
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = p_tenant and user_id = p_user;
  return app.identity(p_user, p_tenant, (p_session->>'id')::uuid);
end $$;

-- Only the newest link of a kind works (AU10). The lock keeps two requests at once from leaving two.
create function app.mail_token(p_hash text, p_purpose text, p_email text, p_life interval, p_tenant uuid, p_invitation uuid, p_draft jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('mailed:' || p_purpose || ':' || p_email, 0));
  update app.mailed_tokens set revoked_at = app.now(), draft = null
    where email = p_email and purpose = p_purpose and tenant_id is not distinct from p_tenant and used_at is null and revoked_at is null;
  insert into app.mailed_tokens (hash, purpose, email, tenant_id, invitation_id, draft, created_at, expires_at)
    values (decode(p_hash, 'hex'), p_purpose, p_email, p_tenant, p_invitation, p_draft, app.now(), app.now() + p_life);
end $$;

create function app.take_token(p_hash text, p_purpose text) returns app.mailed_tokens
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens;
begin
  select * into t from app.mailed_tokens where hash = decode(p_hash, 'hex') and purpose = p_purpose for update;
  if not found or t.used_at is not null or t.revoked_at is not null or t.expires_at <= app.now() then
    raise exception 'This link has expired or was used already. Ask for a new one.' using errcode = 'U0422', hint = 'token';
  end if;
  update app.mailed_tokens set used_at = app.now(), draft = null where hash = t.hash;
  return t;
end $$;

-- True when the address has an account already: then there is no link, and a different mail.
create function app.sign_up(p_email text, p_hash text, p_draft jsonb) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A zone that the database does not know would lock everyone out of the business.
  perform app.check_zone(p_draft->>'timezone');
  if exists (select from app.users where email = p_email and issuer = 'hub') then return true; end if;
  perform app.mail_token(p_hash, 'VERIFY', p_email, interval '24 hours', null, null, p_draft);
  return false;
end $$;

-- p_ids: tenant, org, user, project
create function app.verify_email(p_hash text, p_ids jsonb, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  t app.mailed_tokens := app.take_token(p_hash, 'VERIFY'); d jsonb := t.draft; tenant uuid := (p_ids->>'tenant')::uuid; owner text := p_ids->>'user';
begin
  insert into app.users (id, email, name, password_hash) values (owner, t.email, d->>'name', d->>'password_hash');
  insert into app.tenants (id, external_org_id, name, owner_email, currency, timezone, country, settings)
    values (tenant, p_ids->>'org', d->>'business_name', t.email, d->>'currency', d->>'timezone', d->>'country',
      jsonb_build_object('intent', d->'intent', 'use_case', d->'use_case'));
  insert into app.projects (id, tenant_id, name, is_default) values ((p_ids->>'project')::uuid, tenant, d->>'business_name', true);
  insert into app.memberships (tenant_id, user_id, role) values (tenant, owner, 'OWNER');
  perform app.log_identity(tenant, owner, 'tenant.created', tenant, jsonb_build_object('name', d->'business_name', 'plan', 'FREE'), p_session);
  insert into app.outbox (tenant_id, event, object_id, request_id, at)
    select tenant, e, tenant, p_session->>'request_id', app.now() from unnest(array['auth.signup_completed', 'tenant.created']) e;
  return app.open_session(owner, tenant, p_session);
end $$;

create function app.begin_login(p_email text, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare wait int := app.begin_try(p_email, p_ip, p_rules);
begin
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return coalesce((select jsonb_build_object('user_id', u.id, 'password_hash', u.password_hash) from app.users u
    where u.email = p_email and u.issuer = 'hub'), '{}');
end $$;

-- p_proof: user, email, password_hash (as it was compared: a password changed meanwhile opens nothing)
create function app.complete_login(p_proof jsonb, p_tenant uuid, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text; tenant uuid;
begin
  select u.id into who from app.users u where u.id = p_proof->>'user' and u.password_hash = p_proof->>'password_hash' for share;
  if not found then raise exception 'Signed out' using errcode = 'U0401', hint = 'password'; end if;
  perform app.pass_try(p_proof->>'email', p_session->>'ip');
  tenant := app.choose_tenant(who, p_tenant);
  perform app.log_identity(tenant, who, 'session.create', (p_session->>'id')::uuid, null, p_session);
  insert into app.outbox (tenant_id, event, object_id, request_id, at)
    values (tenant, 'auth.login_completed', (p_session->>'id')::uuid, p_session->>'request_id', app.now());
  return app.open_session(who, tenant, p_session);
end $$;

-- Rotation. p_chain: hashes of the tokens that follow this one. Null is a refusal that must be kept: a used token revokes its family,
-- except for the same client within 10 seconds (two tabs), which is given the token that is live now (AU7).
create function app.refresh(p_hash text, p_chain text[], p_client text, p_tenant uuid, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions; t app.refresh_tokens; step int := 1; tenant uuid;
begin
  select f.* into s from app.refresh_tokens k join app.sessions f on f.id = k.session_id where k.hash = decode(p_hash, 'hex') for update of f;
  if not found or s.revoked_at is not null or s.expires_at <= clock_timestamp() then return null; end if;
  select * into t from app.refresh_tokens where hash = decode(p_hash, 'hex');
  if t.used_at is null then
    update app.refresh_tokens set used_at = clock_timestamp(), used_by = decode(p_client, 'hex') where hash = t.hash;
    insert into app.refresh_tokens (hash, session_id) values (decode(p_chain[1], 'hex'), s.id);
  elsif t.used_by = decode(p_client, 'hex') and t.used_at > clock_timestamp() - interval '10 seconds' then
    step := array_position(p_chain, (select encode(hash, 'hex') from app.refresh_tokens where session_id = s.id and used_at is null));
    if step is null then return null; end if;
  else
    update app.sessions set revoked_at = clock_timestamp() where id = s.id;
    perform app.log_identity(s.tenant_id, s.user_id, 'session.revoke', s.id, '{"reason": "refresh token used twice"}', p_trace);
    insert into app.alerts (tenant_id, kind, object_id, at) values (s.tenant_id, 'session.reuse', s.id, app.now());
    return null;
  end if;
  -- A tab stays in the business it shows, whichever the others of its browser have switched to.
  select m.tenant_id into tenant from app.memberships m
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE' and p_tenant is null;
  tenant := coalesce(tenant, app.choose_tenant(s.user_id, p_tenant));
  update app.sessions set last_seen_at = clock_timestamp(), tenant_id = case when p_tenant is null then tenant else tenant_id end where id = s.id;
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = tenant and user_id = s.user_id;
  return app.identity(s.user_id, tenant, s.id) || jsonb_build_object('step', step);
end $$;

create function app.sign_out(p_hash text, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions;
begin
  update app.sessions f set revoked_at = clock_timestamp() from app.refresh_tokens k
    where k.hash = decode(p_hash, 'hex') and f.id = k.session_id and f.revoked_at is null returning f.* into s;
  if found then perform app.log_identity(s.tenant_id, s.user_id, 'session.revoke', s.id, null, p_trace); end if;
end $$;

-- Locks the sign-in against a sign-out at the same moment.
create function app.signed_in(p_user text, p_session uuid) returns app.sessions
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions;
begin
  select * into s from app.sessions where id = p_session and user_id = p_user for update;
  if not found or s.revoked_at is not null or s.expires_at <= clock_timestamp() then
    raise exception 'Signed out' using errcode = 'U0401', hint = 'session';
  end if;
  return s;
end $$;

create function app.switch_tenant(p_user text, p_session uuid, p_tenant uuid, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.signed_in(p_user, p_session);
  perform app.choose_tenant(p_user, p_tenant);
  update app.sessions set tenant_id = p_tenant, last_seen_at = clock_timestamp() where id = p_session;
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = p_tenant and user_id = p_user;
  perform app.log_identity(p_tenant, p_user, 'session.switch', p_session, null, p_trace);
  return app.identity(p_user, p_tenant, p_session);
end $$;

-- True when there is an account, and so a link.
create function app.forgot_password(p_email text, p_hash text) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.users where email = p_email and issuer = 'hub') then return false; end if;
  perform app.mail_token(p_hash, 'RESET', p_email, interval '1 hour', null, null, null);
  return true;
end $$;

create function app.reset_password(p_hash text, p_password_hash text, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens := app.take_token(p_hash, 'RESET'); who text;
begin
  update app.users set password_hash = p_password_hash, updated_at = now() where email = t.email and issuer = 'hub' returning id into who;
  update app.sessions set revoked_at = clock_timestamp() where user_id = who and revoked_at is null;
  update app.login_attempts set failures = 0, blocked_until = 'epoch' where key = (app.try_keys(t.email, null))[1];
  perform app.log_identity(m.tenant_id, who, 'user.reset_password', who::uuid, null, p_trace) from app.memberships m where m.user_id = who;
end $$;

create function app.begin_password_change(p_user text, p_session uuid, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare u app.users; wait int;
begin
  perform app.signed_in(p_user, p_session);
  select * into u from app.users where id = p_user;
  wait := app.begin_try(u.email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return jsonb_build_object('email', u.email, 'password_hash', u.password_hash);
end $$;

-- p_proof: user, email, password_hash (the one compared), new_hash. Every other sign-in ends.
create function app.change_password(p_proof jsonb, p_session uuid, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions := app.signed_in(p_proof->>'user', p_session);
begin
  update app.users set password_hash = p_proof->>'new_hash', updated_at = now()
    where id = s.user_id and password_hash = p_proof->>'password_hash';
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'password'; end if;
  perform app.pass_try(p_proof->>'email', p_trace->>'ip');
  update app.sessions set revoked_at = clock_timestamp() where user_id = s.user_id and id <> s.id and revoked_at is null;
  perform app.log_identity(s.tenant_id, s.user_id, 'user.change_password', s.user_id::uuid, null, p_trace);
end $$;

create function app.list_sessions(p_user text, p_session uuid, p_limit int, p_before timestamptz, p_before_id uuid)
  returns table (id uuid, user_agent text, ip text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.signed_in(p_user, p_session);
  return query select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.expires_at from app.sessions s
    where s.user_id = p_user and s.revoked_at is null and s.expires_at > clock_timestamp()
      and (p_before is null or (s.created_at, s.id) < (p_before, p_before_id))
    order by s.created_at desc, s.id desc limit least(p_limit, 101);
end $$;

create function app.revoke_session(p_user text, p_session uuid, p_target uuid, p_trace jsonb)
  returns table (id uuid, user_agent text, ip text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare mine app.sessions := app.signed_in(p_user, p_session); s app.sessions;
begin
  update app.sessions f set revoked_at = clock_timestamp() where f.id = p_target and f.user_id = p_user and f.revoked_at is null returning f.* into s;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
  perform app.log_identity(mine.tenant_id, p_user, 'session.revoke', s.id, null, p_trace);
  return query select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.expires_at;
end $$;

create function app.me(p_actor jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid; who text := p_actor->>'user';
begin
  select m.tenant_id into tenant from app.member(p_actor, array['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER', 'DELEGATE']) m;
  return app.identity(who, tenant, (p_actor->>'session')::uuid) || jsonb_build_object('businesses',
    (select jsonb_agg(jsonb_build_object('tenant_id', t.id, 'name', t.name, 'role', m.role) order by t.name, t.id)
     from (select * from app.memberships b where b.user_id = who and b.status = 'ACTIVE' order by b.last_seen_at desc nulls last limit 100) m
     join app.tenants t on t.id = m.tenant_id));
end $$;

-- The team. What follows runs behind app.enter or app.act.
create function app.members(p_limit int, p_before timestamptz, p_before_id text)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, u.name, u.email, m.role, m.may_send, m.status, m.last_seen_at, m.version, m.created_at, m.role = 'OWNER' and m.status = 'ACTIVE'
    and not exists (select from app.memberships o where o.tenant_id = m.tenant_id and o.role = 'OWNER' and o.status = 'ACTIVE' and o.user_id <> m.user_id)
  from app.memberships m cross join lateral (select * from app.users where id = m.user_id limit 1) u
  where m.tenant_id = app.tenant() and (m.created_at, m.user_id) < (coalesce(p_before, 'infinity'), coalesce(p_before_id, ''))
  order by m.created_at desc, m.user_id desc limit least(p_limit, 101)
$$;

create function app.member_row(p_user text)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select m.user_id, u.name, u.email, m.role, m.may_send, m.status, m.last_seen_at, m.version, m.created_at, m.role = 'OWNER' and m.status = 'ACTIVE'
    and not exists (select from app.memberships o where o.tenant_id = m.tenant_id and o.role = 'OWNER' and o.status = 'ACTIVE' and o.user_id <> m.user_id)
  from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = app.tenant() and m.user_id = p_user
$$;

-- Changes of a team queue here, so that the actor's role and the last owner are judged as they are. p_grants: which role may give which.
create function app.hold_team(p_grants jsonb, p_role text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare mine text;
begin
  perform from app.tenants where id = app.tenant() for no key update;
  select m.role into mine from app.memberships m where m.tenant_id = app.tenant() and m.user_id = app.actor() and m.status = 'ACTIVE';
  if not coalesce((p_grants->mine) ? p_role, false) then raise exception 'Role may not' using errcode = 'U0403', hint = 'role'; end if;
end $$;

create function app.hold_member(p_user text, p_version int, p_grants jsonb) returns app.memberships
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.memberships;
begin
  select * into m from app.memberships where tenant_id = app.tenant() and user_id = p_user for update;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
  perform app.hold_team(p_grants, m.role);
  if m.version <> coalesce(p_version, m.version) then raise exception 'State changed' using errcode = 'U0409', hint = 'member'; end if;
  return m;
end $$;

create function app.keep_an_owner() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.memberships where tenant_id = app.tenant() and role = 'OWNER' and status = 'ACTIVE') then
    raise exception 'A business keeps at least one owner' using errcode = 'U0409', hint = 'last_owner';
  end if;
end $$;

-- Whoever leaves, or may invite no longer, takes the invitations along that nobody has accepted yet.
create function app.revoke_invitations_of(p_user text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.mailed_tokens k set revoked_at = app.now() from public.invitations i
    where i.tenant_id = app.tenant() and i.created_by = p_user and i.status = 'INVITED'
      and k.tenant_id = i.tenant_id and k.invitation_id = i.id and k.used_at is null and k.revoked_at is null;
  update public.invitations set status = 'REVOKED', version = version + 1, updated_at = app.now()
    where tenant_id = app.tenant() and created_by = p_user and status = 'INVITED';
end $$;

create function app.change_member(p_user text, p_role text, p_may_send boolean, p_status text, p_version int, p_grants jsonb)
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
  if p_status = 'DISABLED' or p_grants->p_role = '[]' then perform app.revoke_invitations_of(p_user); end if;
  return query select * from app.member_row(p_user);
end $$;

create function app.remove_member(p_user text, p_version int, p_grants jsonb)
  returns table (user_id text, name text, email text, role text, may_send boolean, status text, last_seen_at timestamptz, version int, created_at timestamptz, last_owner boolean)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.memberships := app.hold_member(p_user, p_version, p_grants);
begin
  return query select * from app.member_row(p_user);
  delete from app.memberships b where b.tenant_id = m.tenant_id and b.user_id = m.user_id;
  perform app.keep_an_owner();
  perform app.revoke_invitations_of(p_user);
end $$;

-- An address is invited once: a repeat, perhaps with another role, replaces what nobody has accepted.
create function app.invite(p_id uuid, p_email text, p_role text, p_hash text, p_grants jsonb, p_lease int) returns setof invitations
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
  perform app.mail_token(p_hash, 'INVITE', p_email, life, app.tenant(), p_id, null);
  return query select * from public.invitations i where i.tenant_id = app.tenant() and i.id = p_id;
end $$;

-- A new link for an invitation that app.act has locked.
create function app.invite_again(p_id uuid, p_hash text, p_grants jsonb, p_lease int) returns setof invitations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare i public.invitations; life interval := interval '7 days';
begin
  update public.invitations n set expires_at = app.now() + life, claimed_until = clock_timestamp() + make_interval(secs => p_lease),
    version = n.version + 1, updated_at = app.now() where n.tenant_id = app.tenant() and n.id = p_id and n.status = 'INVITED' returning n.* into i;
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'invitations'; end if;
  perform app.hold_team(p_grants, i.role);
  perform app.mail_token(p_hash, 'INVITE', i.email, life, app.tenant(), p_id, null);
  return next i;
end $$;

create function app.revoke_invitation(p_id uuid) returns setof invitations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.mailed_tokens set revoked_at = app.now()
    where tenant_id = app.tenant() and invitation_id = p_id and used_at is null and revoked_at is null;
  return query update public.invitations n set status = 'REVOKED', version = n.version + 1, updated_at = app.now()
    where n.tenant_id = app.tenant() and n.id = p_id and n.status = 'INVITED' returning n.*;
end $$;

-- What accepting has to know before the password is judged. An account that exists is asked for its own password, and throttled like a sign-in.
create function app.begin_acceptance(p_hash text, p_ip text, p_rules jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens; u app.users; wait int;
begin
  select * into t from app.mailed_tokens where hash = decode(p_hash, 'hex') and purpose = 'INVITE';
  if not found or t.used_at is not null or t.revoked_at is not null or t.expires_at <= app.now() then
    raise exception 'This link has expired or was used already. Ask for a new one.' using errcode = 'U0422', hint = 'token';
  end if;
  select * into u from app.users where email = t.email and issuer = 'hub';
  if not found then return jsonb_build_object('email', t.email); end if;
  wait := app.begin_try(t.email, p_ip, p_rules);
  if wait > 0 then return jsonb_build_object('retry_after', wait); end if;
  return jsonb_build_object('email', t.email, 'user_id', u.id, 'password_hash', u.password_hash);
end $$;

-- p_person: id, name, password_hash, and known: whether the account existed and this is the hash that was compared.
create function app.accept_invitation(p_hash text, p_person jsonb, p_session jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare t app.mailed_tokens := app.take_token(p_hash, 'INVITE'); i public.invitations; who text := p_person->>'id';
begin
  perform set_config('app.tenant', t.tenant_id::text, true), set_config('app.actor', who, true);
  if (p_person->>'known')::boolean then
    perform from app.users where id = who and email = t.email and password_hash = p_person->>'password_hash' for share;
    if not found then raise exception 'Signed out' using errcode = 'U0401', hint = 'password'; end if;
    perform app.pass_try(t.email, p_session->>'ip');
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

-- Called by a cron: what is long past. Used refresh tokens stay as long as their session, so that a replay is noticed.
create function app.tidy_identity() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.mailed_tokens where created_at < app.now() - interval '30 days';
  delete from app.login_attempts where begun_at < clock_timestamp() - interval '1 day';
  delete from app.sessions where expires_at < clock_timestamp() - interval '30 days';
end $$;

grant execute on function app.fail_try(text, text, jsonb), app.sign_up(text, text, jsonb), app.verify_email(text, jsonb, jsonb), app.begin_login(text, text, jsonb),
  app.complete_login(jsonb, uuid, jsonb), app.refresh(text, text[], text, uuid, jsonb), app.sign_out(text, jsonb), app.switch_tenant(text, uuid, uuid, jsonb),
  app.forgot_password(text, text), app.reset_password(text, text, jsonb), app.begin_password_change(text, uuid, text, jsonb),
  app.change_password(jsonb, uuid, jsonb), app.list_sessions(text, uuid, int, timestamptz, uuid), app.revoke_session(text, uuid, uuid, jsonb),
  app.me(jsonb), app.members(int, timestamptz, text), app.member_row(text), app.change_member(text, text, boolean, text, int, jsonb), app.remove_member(text, int, jsonb),
  app.invite(uuid, text, text, text, jsonb, int), app.invite_again(uuid, text, jsonb, int), app.revoke_invitation(uuid),
  app.begin_acceptance(text, text, jsonb), app.accept_invitation(text, jsonb, jsonb), app.tidy_identity() to hub_app;
reset role;
