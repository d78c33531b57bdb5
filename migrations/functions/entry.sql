-- What a business has switched off: by its profile (p_off: for each profile), unless it says otherwise itself.
create or replace function app.switched_off(p_off jsonb, p_profile text, p_overrides jsonb) returns jsonb
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare off jsonb := coalesce(p_off->p_profile, p_off->'base', '[]'); own jsonb;
begin
  if p_overrides is null then return off; end if;
  own := coalesce(p_overrides->'capabilities', '{}') || coalesce(p_overrides#>'{workflows,conversion_rules}', '{}');
  return (select coalesce(jsonb_agg(name), '[]') from (
    select name from jsonb_array_elements_text(off) name where own->name is distinct from 'true'
    union select key from jsonb_each(own) where value = 'false') as names (name));
end $$;

-- p_actor is one of {"user","org","session"}, {"tenant","job","lease"}, {"token"} and {"ops","session","draft"}: who acts decides how the tenant is found. "off" says what each
-- profile switches off, "needs" what has to be on for what a member does: what a job or a link had begun goes on. "goes_on": in a closed business, too.
create or replace function app.member(p_actor jsonb, p_roles text[],
    out tenant_id uuid, out role text, out now timestamptz, out today date, out settings_version int, out actor text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare zone text; state text; s app.sessions; profile text; overrides jsonb; off jsonb; missing text; sample boolean;
begin
  now := app.now();
  if p_actor ? 'job' then
    select t.id, 'JOB', t.settings_version, t.timezone, 'job:' || j.type, t.profile_id into tenant_id, role, settings_version, zone, actor, profile
      from app.jobs j join app.tenants t on t.id = j.tenant_id
      where j.tenant_id = (p_actor->>'tenant')::uuid and j.key = p_actor->>'job' and j.leased_until = (p_actor->>'lease')::timestamptz
        and j.done_at is null for update of j;
    if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  elsif p_actor ? 'token' then
    select t.id, 'PORTAL', t.settings_version, t.timezone, 'portal', t.profile_id into tenant_id, role, settings_version, zone, actor, profile
      from app.portal_tokens k join app.tenants t on t.id = k.tenant_id
      where k.hash = decode(p_actor->>'token', 'hex') and k.revoked_at is null and k.expires_at > app.now();
    if not found then raise exception 'Link expired' using errcode = 'U0404', hint = 'token'; end if;
  elsif p_actor ? 'ops' then
    -- A reviewer of the platform is in a business by one of its drafts, as long as that business lets him (C-22).
    actor := app.reviewer(p_actor->>'ops', (p_actor->>'session')::uuid);
    select t.id, 'OPS', t.settings_version, t.timezone, t.profile_id into tenant_id, role, settings_version, zone, profile
      from app.reviews r join app.tenants t on t.id = r.tenant_id
      where r.draft_id = (p_actor->>'draft')::uuid and 'AI_DRAFTS' = any (t.review_access_scopes) and t.closing_id is null;
    if not found then raise exception 'Not found' using errcode = 'U0404', hint = 'draft'; end if;
  else
    select t.id, case when m.may_send then 'DELEGATE' else m.role end, m.status, t.settings_version, t.timezone, p_actor->>'user', t.profile_id, t.sample_of is not null into tenant_id, role, state, settings_version, zone, actor, profile, sample
      from app.tenants t left join app.memberships m on m.tenant_id = t.id and m.user_id = p_actor->>'user'
      where t.external_org_id = p_actor->>'org';
    if not found then raise exception 'Tenant not initialized' using errcode = 'U0403', hint = 'tenant'; end if;
    if p_actor->>'session' is not null then
      select * into s from app.sessions where id = (p_actor->>'session')::uuid and user_id = p_actor->>'user';
      if s.id is null or s.revoked_at is not null or s.expires_at < clock_timestamp() then
        raise exception 'Signed out' using errcode = 'U0401', hint = 'session';
      end if;
    end if;
    if role is null or state <> 'ACTIVE' then raise exception 'Not a member' using errcode = 'U0403', hint = 'member'; end if;
  end if;
  if not role = any (p_roles) then raise exception 'Role may not' using errcode = 'U0403', hint = 'role'; end if;
  select o.overrides_json into overrides from app.tenant_profile_overrides o where o.tenant_id = member.tenant_id;
  off := app.switched_off(p_actor->'off', profile, overrides);
  -- Nothing leaves a sample business.
  if sample then off := off || '["outside"]'; end if;
  select name into missing from jsonb_array_elements_text(coalesce(p_actor->'needs', '[]')) name where off ? name limit 1;
  if missing is not null then raise exception 'Switched off' using errcode = 'U0405', hint = missing; end if;
  today := (now at time zone zone)::date;
  perform set_config('app.tenant', tenant_id::text, true), set_config('app.actor', actor, true), set_config('app.today', today::text, true), set_config('app.role', role, true), set_config('app.session', coalesce(p_actor->>'session', ''), true), set_config('app.off', off::text, true),
    set_config('app.agent', case when role in ('AGENT', 'DELEGATE') then actor else '' end, true);
end $$;

create or replace function app.check_key(p_tenant uuid, p_scope text, p_key text, p_hash text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found_row app.idempotency;
begin
  select * into found_row from app.idempotency i where i.tenant_id = p_tenant and i.scope = p_scope and i.key = p_key;
  if not found then return; end if;
  if found_row.hash <> p_hash then raise exception 'Key used with another body' using errcode = 'U0422', hint = 'idempotency-key'; end if;
  if found_row.result is not null then raise exception 'Replay' using errcode = 'U0208'; end if;
  if found_row.leased_until > clock_timestamp() then raise exception 'In flight' using errcode = 'U0425', hint = 'key'; end if;
end $$;

create or replace function app.enter(p_actor jsonb, p_roles text[], p_scope text, p_key text, p_hash text,
    out tenant_id uuid, out role text, out now timestamptz, out today date, out settings_version int, out actor text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  select m.* into tenant_id, role, now, today, settings_version, actor from app.member(p_actor, p_roles) m;
  perform app.must_be_open(tenant_id, role, actor, coalesce((p_actor->>'goes_on')::boolean, false), false);
  if p_key is not null then perform app.check_key(tenant_id, p_scope, p_key, p_hash); end if;
  perform set_config('transaction_read_only', 'on', true);
end $$;

-- p_beat: action, event, object, after, also[] (the same of others that it makes), jobs[], lock (table), references[], from[], version, claims (column), lease (seconds),
--   settles, settings (version), request_id, ip
create or replace function app.act(p_actor jsonb, p_roles text[], p_beat jsonb, p_scope text, p_key text, p_hash text,
    out tenant_id uuid, out role text, out now timestamptz, out today date, out settings_version int, out actor text)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  held jsonb; object uuid := (p_beat->>'object')::uuid; lease interval := make_interval(secs => coalesce((p_beat->>'lease')::int, 0));
begin
  select m.* into tenant_id, role, now, today, settings_version, actor from app.member(p_actor, p_roles) m;
  -- What was claimed before it was closed is settled.
  if not coalesce((p_beat->>'settles')::boolean, false) then
    perform app.must_be_open(tenant_id, role, actor, coalesce((p_actor->>'goes_on')::boolean, false), true);
  end if;
  -- The Worker computed with settings of this version; others would give other sums.
  if p_beat->>'settings' is not null and (p_beat->>'settings')::int <> settings_version then
    raise exception 'Settings changed' using errcode = 'U0412';
  end if;
  if p_actor ? 'token' and not exists (select from app.portal_tokens k where k.hash = decode(p_actor->>'token', 'hex') and k.object_id = object) then
    raise exception 'Not found' using errcode = 'U0404';
  end if;
  if actor <> 'job:ARCHIVE_IMPORT' and exists (select from app.tenants t where t.id = act.tenant_id and t.importing is not null and t.import_undos > 5) then
    -- It can still be closed.
    if p_beat->>'action' not in ('business.close', 'business.reopen') then raise exception 'An import was given up here and could not be taken back: make a new business, and import the archive there' using errcode = 'U0409', hint = 'import'; end if;
  elsif actor <> 'job:ARCHIVE_IMPORT' and exists (select from app.tenants t where t.id = act.tenant_id and t.importing is not null) then
    raise exception 'An import fills this business: wait until it is done' using errcode = 'U0425', hint = 'import';
  end if;
  if p_key is not null and not coalesce((p_beat->>'settles')::boolean, false) then
    insert into app.idempotency values (tenant_id, p_scope, p_key, p_hash, null, clock_timestamp() + lease, now)
      on conflict on constraint idempotency_pkey do update set leased_until = excluded.leased_until
        where idempotency.hash = excluded.hash and idempotency.result is null and idempotency.leased_until < clock_timestamp();
    if not found then perform app.check_key(tenant_id, p_scope, p_key, p_hash); end if;
  end if;
  perform set_config('app.request', coalesce(p_beat->>'request_id', ''), true);
  perform set_config('app.idem', case when p_key is null then '' else jsonb_build_array(p_scope, p_key)::text end, true);
  if p_beat ? 'lock' then
    held := app.hold(tenant_id, p_beat->>'lock', object);
    -- While a provider is being asked, nobody else changes the row; a claim in a column of its own only holds off its like.
    if not coalesce((p_beat->>'settles')::boolean, false) and ((held->>'claimed_until')::timestamptz > clock_timestamp()
       or (held->>(p_beat->>'claims'))::timestamptz > clock_timestamp()) then
      raise exception 'In flight' using errcode = 'U0425', hint = 'row';
    end if;
  end if;
  -- What it shall refer to is judged before its state (DESIGN 8).
  if p_beat ? 'references' then
    perform app.must_exist(r.table, r.id, r.field, coalesce(r.deleted, false))
      from jsonb_to_recordset(p_beat->'references') r ("table" text, id uuid, field text, deleted boolean);
  end if;
  if p_beat ? 'lock' then
    if not (held->>'status') = any (array(select jsonb_array_elements_text(p_beat->'from')))
       or (held->>'version')::int <> coalesce((p_beat->>'version')::int, (held->>'version')::int) then
      raise exception 'State changed' using errcode = 'U0409', hint = p_beat->>'lock';
    end if;
  end if;
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, before, after, request_id, ip_address)
    values (tenant_id, now, act.actor, p_beat->>'action', split_part(p_beat->>'action', '.', 1), object,
      (select jsonb_object_agg(k, held->k) from jsonb_object_keys(case when jsonb_typeof(p_beat->'after') = 'object' then p_beat->'after' else '{}' end) k where held ? k),
      nullif(p_beat->'after', 'null'), p_beat->>'request_id', p_beat->>'ip');
  if p_beat->>'event' is not null then
    insert into app.outbox (tenant_id, event, object_id, request_id, at) values (tenant_id, p_beat->>'event', object, p_beat->>'request_id', now);
  end if;
  if p_beat ? 'also' then
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after, request_id, ip_address)
      select act.tenant_id, act.now, act.actor, o.action, split_part(o.action, '.', 1), o.object, o.after, p_beat->>'request_id', p_beat->>'ip'
      from jsonb_to_recordset(p_beat->'also') o (action text, object uuid, after jsonb) where o.action is not null;
    insert into app.outbox (tenant_id, event, object_id, request_id, at)
      select act.tenant_id, o.event, o.object, p_beat->>'request_id', act.now from jsonb_to_recordset(p_beat->'also') o (event text, object uuid) where o.event is not null;
  end if;
  if p_beat ? 'jobs' then
    insert into app.jobs (tenant_id, type, key, payload, run_at)
      select act.tenant_id, j.type, j.key, coalesce(j.payload, '{}'), act.now + make_interval(secs => coalesce(j.delay_seconds, 0))
      from jsonb_to_recordset(p_beat->'jobs') j (type text, key text, payload jsonb, delay_seconds int)
      on conflict on constraint jobs_pkey do nothing;
  end if;
end $$;

-- A guard of a machine over the row that app.act has locked, judged as the Worker's role.
create or replace function app.must_hold(p_holds boolean, p_hint text) returns void
  language plpgsql stable as $$
begin
  if p_holds is not true then raise exception 'State changed' using errcode = 'U0409', hint = p_hint; end if;
end $$;

-- Records the answer of this batch under its idempotency key and hands it on.
create or replace function app.remember(p_object jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare idem jsonb := nullif(current_setting('app.idem', true), '')::jsonb;
begin
  if idem is not null then
    update app.idempotency set result = coalesce(p_object, 'null') where tenant_id = app.tenant() and scope = idem->>0 and key = idem->>1;
  end if;
  return p_object;
end $$;

create or replace function app.recall(p_scope text, p_key text) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select result from app.idempotency where tenant_id = app.tenant() and scope = p_scope and key = p_key $$;

create or replace function app.forget() returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare idem jsonb := nullif(current_setting('app.idem', true), '')::jsonb;
begin
  if idem is not null then
    delete from app.idempotency where tenant_id = app.tenant() and scope = idem->>0 and key = idem->>1 and result is null;
  end if;
end $$;

grant execute on function app.enter(jsonb, text[], text, text, text), app.must_hold(boolean, text), app.act(jsonb, text[], jsonb, text, text, text), app.remember(jsonb),
  app.recall(text, text), app.forget() to hub_app;
