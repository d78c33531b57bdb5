-- What a reviewer takes back is in review again, waiting since it was first asked for.
set role app_owner;
create or replace function app.follow_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.status = 'PENDING_QC' and new.deleted_at is null then
    insert into app.reviews (tenant_id, draft_id, asked_at) values (new.tenant_id, new.id, app.now())
      on conflict on constraint reviews_pkey do update set asked_at = case when app.role() = 'OPS' then reviews.asked_at else excluded.asked_at end,
          taken_by = null, taken_at = null, ended_at = null, ended_as = null, ended_by = null
        where reviews.ended_at is not null;
  else
    update app.reviews r set ended_at = app.now(), ended_as = new.status, ended_by = app.actor()
      where r.tenant_id = new.tenant_id and r.draft_id = new.id and r.ended_at is null;
  end if;
  return null;
end $$;
reset role;
