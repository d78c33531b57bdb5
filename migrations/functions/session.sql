-- A function with a search_path of its own is planned anew by each statement that calls it, unless it is plpgsql.
create or replace function app.now() returns timestamptz language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return now() + coalesce((select shift from app.clock), interval '0');
end $$;

create or replace function app.tenant() returns uuid language sql stable
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

create or replace function app.agent() returns text language sql stable
  as $$ select nullif(current_setting('app.agent', true), '') $$;

create or replace function app.actor() returns text language sql stable
  as $$ select nullif(current_setting('app.actor', true), '') $$;

-- Today in the zone of the business, set by app.member.
create or replace function app.today() returns date language sql stable
  as $$ select nullif(current_setting('app.today', true), '')::date $$;

create or replace function app.role() returns text language sql stable
  as $$ select nullif(current_setting('app.role', true), '') $$;

-- What the business has switched off, set by app.member.
create or replace function app.off() returns jsonb language sql stable
  as $$ select coalesce(nullif(current_setting('app.off', true), ''), '[]')::jsonb $$;

grant execute on function app.now(), app.tenant(), app.agent(), app.actor(), app.today(), app.role(), app.off() to hub_app;
grant execute on function app.off() to hub_ops;
