-- Rotation. p_chain: hashes of the tokens that follow this one. p_browser: of the browser, not of its address, which changes in the
-- middle of a visit (IPv4 and IPv6, VPN, Wi-Fi). A used token comes again from an honest browser in two cases (AU7):
-- its tabs ask at once, within ten seconds: it is given the token that is live now;
-- the answer was lost, within two minutes, and nobody has used what was in it: it is given the same again, once in a row, so that a thief
-- who comes after the owner each time is noticed at the second.
-- Anything else ends the sign-in. Null is that refusal, which must be kept.
create or replace function app.refresh(p_hash text, p_chain text[], p_browser text, p_tenant uuid, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions; t app.refresh_tokens; live app.refresh_tokens; step int := 1; tenant uuid;
begin
  select f.* into s from app.refresh_tokens k join app.sessions f on f.id = k.session_id where k.hash = decode(p_hash, 'hex') for update of f;
  if not found or s.revoked_at is not null or s.expires_at <= clock_timestamp() then return null; end if;
  select * into t from app.refresh_tokens where hash = decode(p_hash, 'hex');
  if t.used_at is null then
    update app.refresh_tokens set used_at = clock_timestamp(), used_by = decode(p_browser, 'hex') where hash = t.hash;
    insert into app.refresh_tokens (hash, session_id) values (decode(p_chain[1], 'hex'), s.id);
  else
    select * into live from app.refresh_tokens where session_id = s.id and used_at is null;
    step := array_position(p_chain, encode(live.hash, 'hex'));
    if t.used_by = decode(p_browser, 'hex') and t.used_at > clock_timestamp() - interval '10 seconds' then
      if step is null then return null; end if;
    elsif t.used_by = decode(p_browser, 'hex') and t.used_at > clock_timestamp() - interval '2 minutes' and step = 1 and not t.reissued then
      update app.refresh_tokens set reissued = true where hash = live.hash;
    else
      update app.sessions set revoked_at = clock_timestamp() where id = s.id;
      perform app.log_identity(s.tenant_id, s.user_id, 'session.revoke', s.id, '{"reason": "refresh token used twice"}', p_trace);
      insert into app.alerts (tenant_id, kind, object_id, at) values (s.tenant_id, 'session.reuse', s.id, app.now());
      return null;
    end if;
  end if;
  -- A tab stays in the business it shows, whichever the others of its browser have switched to.
  select m.tenant_id into tenant from app.memberships m
    where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE' and p_tenant is null;
  tenant := coalesce(tenant, app.choose_tenant(s.user_id, p_tenant));
  update app.sessions set last_seen_at = clock_timestamp(), tenant_id = case when p_tenant is null then tenant else tenant_id end where id = s.id;
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = tenant and user_id = s.user_id;
  return app.identity(s.user_id, tenant, s.id) || jsonb_build_object('step', step);
end $$;

create or replace function app.sign_out(p_hash text, p_trace jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions;
begin
  update app.sessions f set revoked_at = clock_timestamp() from app.refresh_tokens k
    where k.hash = decode(p_hash, 'hex') and f.id = k.session_id and f.revoked_at is null returning f.* into s;
  if found then perform app.log_identity(s.tenant_id, s.user_id, 'session.revoke', s.id, null, p_trace); end if;
end $$;

-- Locks the sign-in against a sign-out at the same moment.
create or replace function app.signed_in(p_user text, p_session uuid) returns app.sessions
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s app.sessions;
begin
  select * into s from app.sessions where id = p_session and user_id = p_user for update;
  if not found or s.revoked_at is not null or s.expires_at <= clock_timestamp() then
    raise exception 'Signed out' using errcode = 'U0401', hint = 'session';
  end if;
  return s;
end $$;

create or replace function app.switch_tenant(p_user text, p_session uuid, p_tenant uuid, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.signed_in(p_user, p_session);
  perform app.choose_tenant(p_user, p_tenant);
  update app.sessions set tenant_id = p_tenant, last_seen_at = clock_timestamp() where id = p_session;
  update app.memberships set last_seen_at = clock_timestamp() where tenant_id = p_tenant and user_id = p_user;
  perform app.log_identity(p_tenant, p_user, 'session.switch', p_session, null, p_trace);
  return app.identity(p_user, p_tenant, p_session);
end $$;

-- Another business of who is signed in, who goes on in it. p_draft and p_ids as app.open_business.
create or replace function app.open_another_business(p_user text, p_session uuid, p_ids jsonb, p_draft jsonb, p_trace jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.signed_in(p_user, p_session);
  perform app.check_zone(p_draft->>'timezone');
  if (select count(*) from app.memberships where user_id = p_user and role = 'OWNER') >= 100 then
    raise exception 'Too many businesses' using errcode = 'U0409', hint = 'too_many_businesses';
  end if;
  perform app.open_business(p_ids, p_user, (select u.email from app.users u where u.id = p_user), p_draft, p_trace);
  return app.switch_tenant(p_user, p_session, (p_ids->>'tenant')::uuid, p_trace);
end $$;

create or replace function app.list_sessions(p_user text, p_session uuid, p_limit int, p_before timestamptz, p_before_id uuid)
  returns table (id uuid, user_agent text, ip text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.signed_in(p_user, p_session);
  return query select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.expires_at from app.sessions s
    where s.user_id = p_user and s.revoked_at is null and s.expires_at > clock_timestamp()
      and (p_before is null or (s.created_at, s.id) < (p_before, p_before_id))
    order by s.created_at desc, s.id desc limit least(p_limit, 101);
end $$;

create or replace function app.revoke_session(p_user text, p_session uuid, p_target uuid, p_trace jsonb)
  returns table (id uuid, user_agent text, ip text, created_at timestamptz, last_seen_at timestamptz, expires_at timestamptz)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare mine app.sessions := app.signed_in(p_user, p_session); s app.sessions;
begin
  update app.sessions f set revoked_at = clock_timestamp() where f.id = p_target and f.user_id = p_user and f.revoked_at is null returning f.* into s;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
  perform app.log_identity(mine.tenant_id, p_user, 'session.revoke', s.id, null, p_trace);
  return query select s.id, s.user_agent, s.ip, s.created_at, s.last_seen_at, s.expires_at;
end $$;

create or replace function app.me(p_actor jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid; who text := p_actor->>'user';
begin
  select m.tenant_id into tenant from app.member(p_actor, array['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER', 'DELEGATE']) m;
  return app.identity(who, tenant, (p_actor->>'session')::uuid) || jsonb_build_object('off', app.off(), 'is_reviewer', exists (select from app.platform_members p where p.user_id = who and p.ended_at is null), 'businesses',
    (select jsonb_agg(jsonb_build_object('tenant_id', t.id, 'name', t.name, 'role', m.role, 'is_sample', t.sample_of is not null, 'is_closed', t.closing_id is not null) order by t.name, t.id)
     from (select * from app.memberships b where b.user_id = who and b.status = 'ACTIVE' order by b.last_seen_at desc nulls last limit 100) m
     join app.tenants t on t.id = m.tenant_id));
end $$;

grant execute on function app.refresh(text, text[], text, uuid, jsonb), app.sign_out(text, jsonb), app.switch_tenant(text, uuid, uuid, jsonb),
  app.open_another_business(text, uuid, jsonb, jsonb, jsonb),
  app.list_sessions(text, uuid, int, timestamptz, uuid), app.revoke_session(text, uuid, uuid, jsonb), app.me(jsonb) to hub_app;
