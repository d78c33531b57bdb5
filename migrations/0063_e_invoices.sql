-- What an e-invoice (EN 16931) says beside what a paper prints: the registration of the business, and why a rate is zero.
set role app_owner;
alter table app.tenants add column registration_number text;
-- Nothing goes out that could be no e-invoice.
alter table app.tenants add column e_invoices boolean not null default false;
-- VAT category (UNCL5305); null: taxed if it is more than nothing.
alter table tax_rates add column vat_category text constraint tax_rates_vat_category check (vat_category in ('S', 'Z', 'E', 'AE', 'K', 'G', 'O'));
alter table tax_rates add column exemption_reason text;
grant update (vat_category, exemption_reason) on tax_rates to hub_app;
reset role;
