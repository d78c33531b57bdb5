-- An advance: money of a customer before there is an invoice. It is a payment like any other (it came, it can go back), of no invoice and
-- applied to none; whose it is says the unapplied money that is kept of it.
set role app_owner;
alter table payments alter column invoice_id drop not null,
  add constraint payments_advance check (invoice_id is not null or applied = 0);
alter table unapplied_money drop constraint unapplied_money_reason_check,
  add constraint unapplied_money_reason_check check (reason in ('UNKNOWN_INVOICE', 'OTHER_CURRENCY', 'TOO_MUCH', 'INVOICE_VOID', 'NOT_SENT', 'METADATA_DISAGREES', 'CREDIT', 'ADVANCE'));
reset role;
