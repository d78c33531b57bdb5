-- A refund that is not owed again is credited in the transaction in which it is recorded. credit_amount: what of it; credit_note_id: by which.
set role app_owner;
alter table refund_requests add column credit_amount bigint check (credit_amount > 0), add column credit_note_id uuid,
  add constraint refund_requests_credited check (credit_note_id is null or credit_amount is not null);
grant insert (credit_amount), update (credit_note_id) on refund_requests to hub_app;
reset role;
