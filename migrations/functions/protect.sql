-- What makes a table a tenant's: forced row security, the policy of the tenant, an agent's own rows, what hub_app may.
-- may: of select, insert, delete. updates: the columns that it may change. own: columns of which one names the agent to whom a row
-- belongs (H-RBAC-14). For anybody else app.agent() is null and nothing is excluded; said with `is not true`, the planner knows
-- that, and does not expect a handful of rows. One of them must be not null.
create or replace function app.protect(of_table text, may text[] default '{}', updates text[] default '{}', own text[] default '{}') returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare foreign_row text;
begin
  execute format('alter table public.%I enable row level security', of_table);
  execute format('alter table public.%I force row level security', of_table);
  execute format('drop policy if exists tenant on public.%I', of_table);
  execute format($q$create policy tenant on public.%I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$q$, of_table);
  execute format('drop policy if exists agent_own on public.%I', of_table);
  if own <> '{}' then
    select string_agg(format(case when a.attnotnull then '%I <> app.agent()' else '%I is distinct from app.agent()' end, a.attname), ' and ')
      into strict foreign_row
      from pg_attribute a where a.attrelid = format('public.%I', of_table)::regclass and a.attname = any (own)
      having bool_or(a.attnotnull) and count(*) = cardinality(own);
    execute format('create policy agent_own on public.%I as restrictive using ((%s) is not true)', of_table, foreign_row);
  end if;
  execute format('revoke all on public.%I from hub_app', of_table);
  if may <> '{}' then execute format('grant %s on public.%I to hub_app', array_to_string(may, ', '), of_table); end if;
  if updates <> '{}' then
    execute format('grant update (%s) on public.%I to hub_app', (select string_agg(quote_ident(c), ', ') from unnest(updates) c), of_table);
  end if;
end $$;
