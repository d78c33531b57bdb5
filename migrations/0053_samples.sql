-- A sample business of a person: one, to be looked at, that nothing leaves. It is removed with all that it has.
set role app_owner;
alter table app.tenants
  add column sample_of text constraint tenants_sample_of_fkey references app.users,
  -- All of it is there; null while it is made.
  add column sample_filled_at timestamptz(3),
  add constraint tenants_sample_of_key unique (sample_of);
reset role;
