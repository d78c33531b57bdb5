-- Tries at a password, counted for the account and for the address, always in that order. Answers the seconds to wait; 0 counts a try as running.
create or replace function app.begin_try(p_email text, p_ip text, p_rules jsonb) returns int
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

create or replace function app.try_keys(p_email text, p_ip text) returns bytea[]
  language sql immutable security definer set search_path = pg_catalog, pg_temp
  as $$ select array[sha256(convert_to('account:' || p_email, 'UTF8')), sha256(convert_to('address:' || coalesce(p_ip, ''), 'UTF8'))] $$;

create or replace function app.fail_try(p_email text, p_ip text, p_rules jsonb) returns void
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

create or replace function app.pass_try(p_email text, p_ip text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare keys bytea[] := app.try_keys(p_email, p_ip);
begin
  update app.login_attempts set running = greatest(running - 1, 0), failures = 0, blocked_until = 'epoch' where key = keys[1];
  update app.login_attempts set running = greatest(running - 1, 0) where key = keys[2];
end $$;

grant execute on function app.fail_try(text, text, jsonb) to hub_app;
