-- Of all jobs that were given up those of imports of contacts are looked for each minute: what they left undone is ended.
set role app_owner;
create index jobs_given_up_contact_imports on app.jobs (tenant_id, key) where type = 'CONTACT_IMPORT' and state = 'FAILED';
reset role;
