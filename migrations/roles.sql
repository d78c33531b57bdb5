-- Run by the administrator (postgres, or neondb_owner on Neon) before the numbered files; safe to run again.
-- hub_app must be made here and never in a console: console roles join neon_superuser and bypass row security.
do $$ begin
  if not exists (select from pg_roles where rolname = 'app_owner') then create role app_owner nologin; end if;
  if not exists (select from pg_roles where rolname = 'hub_app') then create role hub_app login; end if;
  -- Owns the functions by which reviewers of the platform read across businesses, and sees what its own policies show it (C-22).
  if not exists (select from pg_roles where rolname = 'hub_ops') then create role hub_ops nologin; end if;
  execute format('grant app_owner to %I', current_user);
  execute format('grant hub_ops to %I', current_user);
  if exists (select from pg_roles where rolname in ('app_owner', 'hub_app', 'hub_ops') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb))
     or pg_has_role('hub_app', 'app_owner', 'MEMBER') or pg_has_role('hub_app', 'hub_ops', 'MEMBER')
     -- A policy for a role is one for its members, too.
     or pg_has_role('hub_ops', 'app_owner', 'MEMBER') or pg_has_role('app_owner', 'hub_ops', 'MEMBER') then
    raise exception 'app_owner, hub_app and hub_ops must be plain roles';
  end if;
end $$;
do $$ begin execute format('grant create on database %I to app_owner', current_database()); end $$;
grant create, usage on schema public to app_owner;
set role app_owner;
alter default privileges revoke execute on functions from public;
create schema if not exists app;
grant usage on schema public, app to hub_app, hub_ops;
grant create on schema app to hub_ops;
reset role;
set role hub_ops;
alter default privileges revoke execute on functions from public;
reset role;
