-- What a business spends (H-ENT-10): captured first, completed later, submitted, approved or rejected by who leads; its receipt is a file.
set role app_owner;

create table expenses (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'SUBMITTED', 'APPROVED', 'REJECTED')),
  source text not null default 'MANUAL' check (source in ('UPLOAD', 'EMAIL_FORWARD', 'MANUAL', 'AI')),
  vendor_contact_id uuid,
  -- As it was typed, or what the contact was called then: it stays when that goes.
  vendor_name text check (length(vendor_name) between 1 and 200),
  vendor_key text generated always as (lower(btrim(vendor_name))) stored,
  expense_date date,
  -- Its place in lists and months: of what has no date yet, the day on which it was captured.
  listed_on date not null,
  amount bigint check (amount between 1 and 9007199254740991),
  currency char(3) not null,
  tax_total bigint,
  category text check (length(category) between 1 and 100),
  notes text check (length(notes) <= 2000),
  receipt_file_id uuid,
  ai_confidence numeric(4, 3) check (ai_confidence between 0 and 1),
  -- Of one that came as a mail: who sent it, and what he proved.
  sender jsonb,
  submitted_at timestamptz(3),
  submitted_by text,
  decided_at timestamptz(3),
  decided_by text,
  rejected_reason text check (length(rejected_reason) <= 500),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint expenses_pkey primary key (tenant_id, id),
  constraint expenses_vendor_fkey foreign key (tenant_id, vendor_contact_id) references contacts (tenant_id, id),
  constraint expenses_receipt_fkey foreign key (tenant_id, receipt_file_id) references files (tenant_id, id),
  constraint expenses_tax check (tax_total between 0 and coalesce(amount, 9007199254740991)),
  constraint expenses_complete check (status not in ('SUBMITTED', 'APPROVED') or (expense_date is not null and amount is not null)),
  constraint expenses_decided check ((status in ('APPROVED', 'REJECTED')) = (decided_at is not null))
);
create index expenses_listed on expenses (tenant_id, listed_on desc, id desc) where deleted_at is null;
create index expenses_status on expenses (tenant_id, status, listed_on desc, id desc) where deleted_at is null;
create index expenses_created_by on expenses (tenant_id, created_by, listed_on desc, id desc) where deleted_at is null;
create index expenses_vendor on expenses (tenant_id, vendor_contact_id, listed_on desc, id desc) where vendor_contact_id is not null and deleted_at is null;
-- The same purchase twice: shown, never refused.
create index expenses_same on expenses (tenant_id, expense_date, amount) where deleted_at is null;
create index expenses_receipt on expenses (tenant_id, receipt_file_id) where receipt_file_id is not null and deleted_at is null;
select app.protect('expenses', may => '{select,insert}', own => '{created_by}',
  updates => '{status,vendor_contact_id,vendor_name,expense_date,listed_on,amount,currency,tax_total,category,notes,receipt_file_id,submitted_at,submitted_by,decided_at,decided_by,rejected_reason,version,updated_at,deleted_at}');

alter table files add column expense_id uuid,
  add constraint files_expense_fkey foreign key (tenant_id, expense_id) references expenses (tenant_id, id),
  drop constraint files_of_one,
  add constraint files_of_one check (num_nonnulls(contact_id, invoice_id, work_item_id, quote_id, expense_id) <= 1),
  drop column linked_entity_id;
alter table files add column linked_entity_id uuid generated always as (coalesce(contact_id, invoice_id, work_item_id, quote_id, expense_id)) stored;
create index files_linked on files (tenant_id, linked_entity_id, created_at desc, id desc) where deleted_at is null;
create index files_of_expenses on files (tenant_id, created_at desc, id desc) where expense_id is not null and deleted_at is null;
grant update (expense_id) on files to hub_app;
drop policy agent_own on files;
create policy agent_own on files as restrictive using ((app.agent() is not null and created_by <> app.agent()
  and not exists (select from contacts c where c.tenant_id = files.tenant_id and c.id = files.contact_id)
  and not exists (select from invoices i where i.tenant_id = files.tenant_id and i.id = files.invoice_id)
  and not exists (select from quotes q where q.tenant_id = files.tenant_id and q.id = files.quote_id)
  and not exists (select from messages m where m.tenant_id = files.tenant_id and m.id = files.message_id)
  and not exists (select from expenses e where e.tenant_id = files.tenant_id and e.id = files.expense_id)
  and not exists (select from work_items w where w.tenant_id = files.tenant_id and w.id = files.work_item_id)) is not true);

-- To whom may approve, when one is submitted; to who submitted it, what was decided.
alter table notices drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('CONVERSATION_ASSIGNED', 'MESSAGE_RECEIVED', 'WORK_ITEM_ASSIGNED', 'QUOTE_APPROVED', 'QUOTE_REJECTED',
    'PAYMENT_RECEIVED', 'PAYMENT_DISPUTED', 'SEND_FAILED', 'EXPENSE_SUBMITTED', 'EXPENSE_APPROVED', 'EXPENSE_REJECTED')),
  drop constraint notices_object_type_check,
  add constraint notices_object_type_check check (object_type in ('conversation', 'work_item', 'quote', 'invoice', 'expense'));
reset role;
