-- What an e-invoice that came in says beside what an expense had: its number, when it is due, and that it was read, once.
set role app_owner;
alter table expenses add column invoice_number text constraint expenses_invoice_number check (length(invoice_number) between 1 and 100);
alter table expenses add column due_date date;
alter table expenses add column read_at timestamptz(3);
grant update (invoice_number, due_date) on expenses to hub_app;
reset role;
