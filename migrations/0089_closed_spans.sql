-- When a business was closed: what fell due meanwhile is not made up for, what was due before is.
set role app_owner;
alter table app.tenants add column closed_spans tstzmultirange not null default '{}';
reset role;
-- Those that are open again: of the time before nothing was kept. By the administrator: forced policies show the owner no rows.
update app.tenants set closed_spans = tstzmultirange(tstzrange('-infinity', reopened_at)) where reopened_at is not null;
