-- A call of a model belongs to the month in which it was taken, and says how many of those that began with it count, so that the counter of a
-- business (durable-objects/meter) can ask the ledger what came of a call. Null on rows from before, and on those that followed from another.
set role app_owner;
alter table app.ai_calls
  add column month date,
  add column counted int check (counted >= 0);
create index ai_calls_asked on app.ai_calls (tenant_id, month, at) where status = 'asked';
reset role;
update app.ai_calls c set month = date_trunc('month', c.at at time zone t.timezone)::date from app.tenants t where t.id = c.tenant_id and c.status = 'asked';
