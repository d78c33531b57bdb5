-- What is owed of an invoice is its total less what was paid and what was credited. Credits are facts, as payments are: what a credit note
-- took off it, what was written off, and each taken back by a row of its own.
set role app_owner;
create table invoice_credits (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  kind text not null check (kind in ('CREDIT_NOTE', 'WRITE_OFF')),
  amount bigint not null check (amount between -9007199254740991 and 9007199254740991 and amount <> 0),
  reason text check (length(reason) <= 500),
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint invoice_credits_pkey primary key (tenant_id, id),
  constraint invoice_credits_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create index invoice_credits_invoice on invoice_credits (tenant_id, invoice_id, created_at, id);
select app.protect('invoice_credits', may => '{select,insert}');

alter table invoices
  drop column phase,
  drop constraint invoices_money_exact,
  add column amount_credited bigint not null default 0,
  -- What of it was written off.
  add column amount_written_off bigint not null default 0,
  -- What brought the amount due to nothing, last.
  add column settled_by text check (settled_by in ('PAYMENT', 'CREDIT', 'WRITE_OFF'));
-- Its indexes go with what they say.
drop index invoices_open_due;
drop index invoices_owed_by;
alter table invoices
  add column amount_due bigint not null generated always as (total - amount_paid - amount_credited) stored,
  add column phase text not null generated always as (case when status <> 'SENT' then status when total - amount_paid - amount_credited <= 0 then 'PAID'
    when amount_paid > 0 then 'PARTIALLY_PAID' else 'SENT' end) stored,
  add constraint invoices_money_exact check (
    subtotal between -9007199254740991 and 9007199254740991 and discount_total between -9007199254740991 and 9007199254740991
    and charge_total between -9007199254740991 and 9007199254740991 and tax_total between -9007199254740991 and 9007199254740991
    and total between 0 and 9007199254740991 and amount_paid between 0 and total and amount_credited between 0 and total - amount_paid
    and amount_written_off between 0 and amount_credited);
create index invoices_phase on invoices (tenant_id, phase, created_at desc, id desc) where deleted_at is null;
create index invoices_phase_due on invoices (tenant_id, phase, due_date, id) where deleted_at is null;
create index invoices_open_due on invoices (tenant_id, due_date, id) where status = 'SENT' and amount_due > 0 and deleted_at is null;
create index invoices_owed_by on invoices (tenant_id, contact_id) where status = 'SENT' and amount_due > 0 and deleted_at is null;
reset role;

do $$
declare expected bigint; written bigint;
begin
  select count(*) into expected from invoices where phase = 'PAID';
  update invoices set settled_by = 'PAYMENT' where phase = 'PAID';
  get diagnostics written = row_count;
  if written <> expected then raise exception 'settled % of % invoices', written, expected; end if;
end $$;
