-- What a try at a password is counted by. A device that signed in to the account before, or a sign-in that asks for its own password, counts
-- alone: what others try never keeps it out. Anybody else by account and address together, and more widely by each of them.
-- p_by: network, device (SHA-256 in hex) or session, and the rules. Always in this order, so that no two tries wait for each other.
create or replace function app.try_keys(p_email text, p_by jsonb) returns table (key bytea, rule jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare own text := 'session:' || (p_by->>'session'); network text := coalesce(p_by->>'network', '');
begin
  if own is null then
    select 'device:' || d.user_id || ':' || (p_by->>'device') into own from app.users u join app.devices d on d.user_id = u.id
      where u.email = p_email and u.issuer = 'hub' and d.hash = decode(p_by->>'device', 'hex');
  end if;
  if own is not null then
    return query select sha256(convert_to(own, 'UTF8')), coalesce(p_by->'pair', '{"free": 5, "running": 10}');
    return;
  end if;
  return query select sha256(convert_to(k.name, 'UTF8')), coalesce(p_by->k.kind, '{"free": 5, "running": 10}') from (values
    (1, 'pair', 'pair:' || network || ' ' || p_email), (2, 'account', 'account:' || p_email), (3, 'address', 'address:' || network))
    k (place, kind, name) order by k.place;
end $$;

-- The seconds to wait, told without a lock, so that a flood holds nobody up; 0 or null when nobody has to.
create or replace function app.try_wait(p_keys bytea[]) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select ceil(extract(epoch from max(t.blocked_until) - clock_timestamp()))::int from app.login_attempts t where t.key = any (p_keys)
$$;

-- Answers the seconds to wait; 0 counts a try as running.
-- failed_at is the first failure of a series, which is forgotten as a whole: who fails a few times every hour keeps nobody out.
create or replace function app.begin_try(p_email text, p_ip text, p_rules jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  keys bytea[]; rules jsonb[]; a app.login_attempts;
  wait int; recent timestamptz := clock_timestamp() - interval '30 seconds'; forget interval := make_interval(secs => (p_rules->>'forget_seconds')::int);
begin
  select array_agg(k.key), array_agg(k.rule) into keys, rules from app.try_keys(p_email, p_rules) k;
  wait := app.try_wait(keys);
  if wait > 0 then return wait; end if;
  wait := 0;
  for i in 1..cardinality(keys) loop
    insert into app.login_attempts (key) values (keys[i]) on conflict on constraint login_attempts_pkey do nothing;
    select * into a from app.login_attempts t where t.key = keys[i] for update;
    if a.blocked_until > clock_timestamp() then
      wait := greatest(wait, ceil(extract(epoch from a.blocked_until - clock_timestamp()))::int);
    elsif a.running >= (rules[i]->>'running')::int and a.begun_at > recent then
      wait := greatest(wait, 1);
    end if;
  end loop;
  if wait = 0 then
    update app.login_attempts t set begun_at = clock_timestamp(), running = case when t.begun_at > recent then t.running else 0 end + 1,
      failures = case when t.failed_at > clock_timestamp() - forget then t.failures else 0 end
    where t.key = any (keys);
  end if;
  return wait;
end $$;

create or replace function app.fail_try(p_email text, p_ip text, p_rules jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k record;
begin
  for k in select * from app.try_keys(p_email, p_rules) loop
    update app.login_attempts t set running = greatest(t.running - 1, 0), failures = t.failures + 1,
      failed_at = case when t.failures = 0 then clock_timestamp() else t.failed_at end,
      blocked_until = clock_timestamp() + make_interval(secs => case when t.failures + 1 < (k.rule->>'free')::int then 0
        else (p_rules->'waits'->least(t.failures + 1 - (k.rule->>'free')::int, jsonb_array_length(p_rules->'waits') - 1))::int end)
    where t.key = k.key;
  end loop;
end $$;

-- What was the asker's own starts anew; what is counted more widely is others' as well.
create or replace function app.pass_try(p_email text, p_by jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare keys bytea[] := array(select k.key from app.try_keys(p_email, p_by) k);
begin
  update app.login_attempts set running = greatest(running - 1, 0), failures = 0, blocked_until = 'epoch' where key = keys[1];
  update app.login_attempts set running = greatest(running - 1, 0) where key = keys[2];
  update app.login_attempts set running = greatest(running - 1, 0) where key = keys[3];
end $$;

-- The newest twenty of an account: programs without a cookie are a new device each time.
create or replace function app.know_device(p_user text, p_device text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_device is null then return; end if;
  insert into app.devices (user_id, hash) values (p_user, decode(p_device, 'hex')) on conflict on constraint devices_pkey do update set seen_at = clock_timestamp();
  delete from app.devices d where d.user_id = p_user and d.hash in (
    select n.hash from app.devices n where n.user_id = p_user order by n.seen_at desc offset 20 for update skip locked);
end $$;

-- After a change of password: what signed in with the one before is a stranger, but for the device that changed it.
create or replace function app.know_only_device(p_user text, p_device text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.devices where user_id = p_user and hash is distinct from decode(p_device, 'hex');
  perform app.know_device(p_user, p_device);
end $$;

grant execute on function app.fail_try(text, text, jsonb) to hub_app;
