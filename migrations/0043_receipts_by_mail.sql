-- Receipts that come by mail: an address of their own for each business, which nobody can guess either.
set role app_owner;
alter table app.tenants add column receipts_local text not null default 'receipts+' || replace(gen_random_uuid()::text, '-', '');
create unique index tenants_receipts_local on app.tenants (receipts_local);
alter table app.mails add column is_receipt boolean not null default false;

-- Of one that came as a mail: the same Message-ID of the same sender is the same mail.
alter table expenses add column once_key text;
create unique index expenses_once on expenses (tenant_id, once_key) where once_key is not null;
reset role;
