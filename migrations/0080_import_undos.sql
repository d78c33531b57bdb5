-- An import whose job was given up is taken back by the sweep, which counts how often it began that.
set role app_owner;
alter table app.tenants add column import_undos smallint not null default 0;
create index tenants_importing on app.tenants (id) where importing is not null;
reset role;
-- Until now such a business was its members' again, as it was: what they wrote there since is not taken back.
do $$ declare given_up int; opened int; begin
  create temporary table given_up_imports on commit drop as
    select t.id, t.importing, j.reason from app.tenants t join app.jobs j on j.tenant_id = t.id and j.key = 'import:' || t.importing
      where j.state = 'FAILED' and t.rehearsal_of is null;
  get diagnostics given_up = row_count;
  update public.imports x set status = 'FAILED', reason = coalesce(x.reason, g.reason), finished_at = app.now(), version = x.version + 1, updated_at = app.now()
    from given_up_imports g where x.tenant_id = g.id and x.id = g.importing;
  get diagnostics opened = row_count;
  update app.tenants t set importing = null from given_up_imports g where t.id = g.id;
  if opened <> given_up then raise exception 'Of % imports that were given up % are there', given_up, opened; end if;
end $$;
