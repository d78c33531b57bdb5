-- A reference in a body: another tenant's, an unknown and (unless p_deleted takes it) a deleted id get the same answer. Runs as the caller, under his policies.
create or replace function app.must_exist(p_table text, p_id uuid, p_field text, p_deleted boolean default false) returns void
  language plpgsql stable as $$
declare found_one boolean;
begin
  execute format('select true from public.%I where tenant_id = app.tenant() and id = $1 and ($2 or deleted_at is null)', p_table) into found_one using p_id, p_deleted;
  if found_one is null then raise exception 'No such record' using errcode = 'U0422', hint = p_field; end if;
end $$;

-- The same for a colleague: only who is a member of this business now can be given something.
create or replace function app.must_be_member(p_user text, p_field text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.memberships m where m.tenant_id = app.tenant() and m.user_id = p_user and m.status = 'ACTIVE') then
    raise exception 'No such record' using errcode = 'U0422', hint = p_field;
  end if;
end $$;

grant execute on function app.must_be_member(text, text) to hub_app;
