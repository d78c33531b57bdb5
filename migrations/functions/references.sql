-- Like app.must_exist, for a colleague: only who is a member of this business now can be given something.
create or replace function app.must_be_member(p_user text, p_field text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.memberships m where m.tenant_id = app.tenant() and m.user_id = p_user and m.status = 'ACTIVE') then
    raise exception 'No such record' using errcode = 'U0422', hint = p_field;
  end if;
end $$;

grant execute on function app.must_be_member(text, text) to hub_app;
