-- What a recurring invoice made, newest first: made in the transaction of its invoice, so made_at is its created_at.
set role app_owner;
create index recurring_periods_made on recurring_periods (tenant_id, recurring_id, made_at desc, invoice_id desc);
reset role;
