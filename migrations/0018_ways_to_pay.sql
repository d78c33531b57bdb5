-- How a business is paid beside the card: its bank account and words of its own, printed on what it sends; and whether it
-- wants to be paid online at all.
set role app_owner;
alter table app.tenants
  add column online_payments boolean not null default true,
  add column bank_holder text, add column bank_name text, add column bank_iban text, add column bank_bic text,
  add column bank_account text, add column bank_routing text, add column payment_instructions text;
reset role;
