-- What was given up, newest first, as the feed of what machines did tells it.
set role app_owner;
create index jobs_given_up on app.jobs (tenant_id, type, run_at desc, key collate "C" desc) where state = 'FAILED';
reset role;
