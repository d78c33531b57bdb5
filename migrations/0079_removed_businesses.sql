-- How far the removal of a closed business is, so that it goes on where it was killed.
set role app_owner;
alter table app.tenants add column removal_step int not null default 0;
reset role;
