-- What lists of files are asked for by: an agent's own, and those of one kind of thing.
set role app_owner;
create index files_created_by on files (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index files_of_contacts on files (tenant_id, created_at desc, id desc) where contact_id is not null and deleted_at is null;
create index files_of_invoices on files (tenant_id, created_at desc, id desc) where invoice_id is not null and deleted_at is null;
reset role;
