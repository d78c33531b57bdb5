-- What a tax invoice must carry: rates of several parts, the customer's tax number, a number of his order; and how a business
-- that comes from elsewhere goes on with its own numbers.
set role app_owner;
-- [{name, percent_e4, compound}]; null is one tax, percent_e4. With parts, percent_e4 is what they come to, rounded.
alter table tax_rates add column parts jsonb;
alter table invoice_lines add column tax_parts jsonb;
alter table contacts add column tax_id text;
alter table invoices add column po_number text;
alter table app.tenants add column invoice_digits int not null default 4 constraint tenants_invoice_digits check (invoice_digits between 1 and 10);
grant update (parts) on tax_rates to hub_app;
grant update (tax_id) on contacts to hub_app;
grant update (po_number) on invoices to hub_app;
reset role;
