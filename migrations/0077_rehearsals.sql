-- A restore is tried (H-ENT-20): an archive fills a business without members, which goes with every row once its figures were compared.
set role app_owner;
alter table app.tenants
  -- Of which business the archive is: one is tried at a time.
  add column rehearsal_of uuid constraint tenants_rehearsal_of_fkey references app.tenants,
  add constraint tenants_rehearsal_of_key unique (rehearsal_of);
-- The last try: {id, status, checked_at, rows, figures, equal, reason}.
alter table exports add column rehearsal jsonb;
reset role;
