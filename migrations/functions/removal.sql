-- A closed business whose days are over goes with every row, some at a time.

-- The tables of a business, those first to which no other refers any more. What refers in a circle was taken out before (app.import_late).
-- app.jobs and app.memberships stay to the end: who removes holds a job, and whose account ends is seen by them.
create or replace function app.removal_order() returns text[]
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare remaining oid[]; ready oid[]; ordered text[] := '{}';
begin
  remaining := array(select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind = 'r' and n.nspname in ('app', 'public') and c.relname not in ('sessions', 'jobs', 'memberships'));
  loop
    ready := array(select t from unnest(remaining) t where not exists (
      select from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey) and a.attname <> 'tenant_id'
      where f.contype = 'f' and f.confrelid = t and f.conrelid <> t and f.conrelid = any (remaining)
        and not exists (select from app.archive_entities() e where to_regclass(e.of_table) = f.conrelid and a.attname::text = any (app.import_late(e.name)))));
    exit when ready = '{}';
    ordered := ordered || array(select t::regclass::text from unnest(ready) t order by 1);
    remaining := array(select t from unnest(remaining) t where t <> all (ready));
  end loop;
  return ordered;
end $$;

-- Takes away at most some p_limit rows; true when nothing is left that can go before the whole.
create or replace function app.remove_rows(p_tenant uuid, p_limit int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare works text[]; step int; n bigint; room int := p_limit;
begin
  works := array(select format('update %1$s set %2$I = null where ctid in (select ctid from %1$s where tenant_id = $1 and %2$I is not null limit $2)', e.of_table, c.col)
      from app.archive_entities() e cross join lateral unnest(app.import_late(e.name)) c (col) where c.col like '%\_id' or c.col = 'merged_into' order by 1)
    || array(select format('delete from %1$s where ctid in (select ctid from %1$s where tenant_id = $1 limit $2)', o.of_table)
      from unnest(app.removal_order()) with ordinality o (of_table, place) order by o.place);
  select t.removal_step into step from app.tenants t where t.id = p_tenant;
  while step < cardinality(works) and room > 0 loop
    execute works[step + 1] using p_tenant, room;
    get diagnostics n = row_count;
    if n < room then step := step + 1; end if;
    room := room - n;
  end loop;
  update app.tenants t set removal_step = step where t.id = p_tenant;
  return step >= cardinality(works);
end $$;

-- Who belongs to no other business, but perhaps to a sample of his own, loses his account with this one.
create or replace function app.remove_accounts(p_users text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare who text;
begin
  foreach who in array p_users loop
    continue when exists (select from app.memberships m join app.tenants t on t.id = m.tenant_id where m.user_id = who and t.sample_of is distinct from who);
    perform app.drop_sample(who);
    delete from app.mailed_tokens k using app.users u where u.id = who and k.email = u.email and k.purpose in ('RESET', 'VERIFY');
    delete from app.sessions s where s.user_id = who;
    delete from app.devices d where d.user_id = who;
    delete from app.users u where u.id = who;
  end loop;
end $$;

-- Who owns it is warned first, though crons or the mail provider were away, and told of the money that moved: a fortnight at most. Money that began to move while it was
-- closed has ended, as when one closes: ninety days at most.
create or replace function app.awaits_removal(t app.tenants) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return app.mails_end(t) > app.now() and exists (select from app.jobs j where j.tenant_id = t.id and j.type = 'CLOSING_MAIL' and (j.payload->>'kind' = 'ending' or j.payload ? 'about')
      and (j.state = 'FAILED' or (j.done_at is null and (j.attempts > 0 or j.run_at <= app.now()))))
    or t.kept_until > app.now() - interval '90 days' and app.money_in_flight(1) <> '[]';
end $$;


-- Stripe was asked to disconnect its account, and answered for good. What Stripe tells of it from now on is of nobody.
create or replace function app.drop_stripe_account(p_tenant uuid, p_lease timestamptz, p_closing uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from app.jobs j where j.tenant_id = p_tenant and j.key = 'business.remove:' || p_closing and j.leased_until = p_lease and j.done_at is null for update;
  if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  delete from app.stripe_accounts a using app.tenants t where a.tenant_id = p_tenant and t.id = p_tenant and t.closing_id = p_closing and t.kept_until <= app.now();
end $$;

-- One step of the job that holds the lease. p_cleared: nothing of it lies in the storage any more. Answers what is to be done next: "more" of
-- this, "disconnect" an account at Stripe, "clear" the storage, "wait" seconds, or that it is "done", as it is for a business that was opened again.
create or replace function app.remove_step(p_tenant uuid, p_lease timestamptz, p_closing uuid, p_cleared boolean, p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare t app.tenants; who text[]; account text;
begin
  perform from app.jobs j where j.tenant_id = p_tenant and j.key = 'business.remove:' || p_closing and j.leased_until = p_lease and j.done_at is null for update;
  if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  select * into t from app.tenants b where b.id = p_tenant and b.closing_id = p_closing for update;
  if not found then return '{"next": "done"}'; end if;
  if t.kept_until > app.now() then return jsonb_build_object('next', 'wait', 'seconds', ceil(extract(epoch from t.kept_until - app.now()))); end if;
  perform set_config('app.tenant', p_tenant::text, true), set_config('app.agent', '', true), set_config('app.actor', 'job:BUSINESS_REMOVE', true);
  if t.removal_step = 0 then
    if app.awaits_removal(t) then return '{"next": "wait", "seconds": 3600}'; end if;
    select a.account into account from app.stripe_accounts a where a.tenant_id = p_tenant;
    if found then return jsonb_build_object('next', 'disconnect', 'account', account); end if;
  end if;
  if not app.remove_rows(p_tenant, p_limit) then return '{"next": "more"}'; end if;
  if not p_cleared then return '{"next": "clear"}'; end if;
  who := array(select m.user_id from app.memberships m where m.tenant_id = p_tenant);
  perform app.drop_business(p_tenant);
  perform app.remove_accounts(who);
  perform set_config('app.tenant', '', true);
  return '{"next": "done"}';
end $$;

grant execute on function app.drop_stripe_account(uuid, timestamptz, uuid), app.remove_step(uuid, timestamptz, uuid, boolean, int) to hub_app;
