-- How far the removal of a closed business is, so that it goes on where it was killed; and what finds its rows without reading everybody's.
set role app_owner;
alter table app.tenants add column removal_step int not null default 0;
create index portal_tokens_tenant on app.portal_tokens (tenant_id);
create index mailed_tokens_tenant on app.mailed_tokens (tenant_id) where tenant_id is not null;
create index projects_tenant on app.projects (tenant_id);
create index sent_mails_tenant on app.sent_mails (tenant_id);
create index sessions_tenant on app.sessions (tenant_id) where tenant_id is not null;
reset role;
