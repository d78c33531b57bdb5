-- Statements of a customer's account need the day on which money that stood by no payment went back.
set role app_owner;
alter table unapplied_money add column returned_at timestamptz(3);
grant update (returned_at) on unapplied_money to hub_app;
-- Movements of an account are read by contact.
create index invoices_account on invoices (tenant_id, contact_id, issue_date, id) where sent_at is not null and deleted_at is null;
create index credit_notes_account on credit_notes (tenant_id, contact_id, issue_date, id) where sent_at is not null and deleted_at is null;
reset role;
