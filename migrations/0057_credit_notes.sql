-- Credit notes: what is taken off an invoice that went out, with a register of their own (C-18, MO11). Each has a piece of its invoice
-- (core/domain/credit-notes); drafts have theirs too, so what is issued always fits.
set role app_owner;

alter table app.tenants
  add column credit_note_prefix text not null default 'CN-',
  add column credit_note_digits int not null default 4 constraint tenants_credit_note_digits check (credit_note_digits between 1 and 10);

create table credit_notes (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'SENT')),
  credit_note_number text,
  invoice_id uuid not null,
  contact_id uuid not null,
  reference text,
  po_number text,
  issue_date date not null,
  currency char(3) not null,
  prices_include_tax boolean not null default false,
  discount jsonb,
  charges jsonb not null default '[]',
  taxes jsonb not null default '[]',
  subtotal bigint not null, discount_total bigint not null, charge_total bigint not null, tax_total bigint not null, total bigint not null,
  -- What it has of its invoice: {lines: [{id, qty_e6, net}], rates: [{key, discount, charge, taxes: []}]}.
  piece jsonb not null,
  reason text check (length(reason) <= 500),
  -- The draft that stands for the invoice now, where all of it was credited to be corrected.
  revised_invoice_id uuid,
  notes text, terms text, internal_notes text,
  tags text[] not null default '{}',
  snapshot jsonb,
  finalised_at timestamptz(3), sent_at timestamptz(3), last_sent_at timestamptz(3), send_at timestamptz(3),
  claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint credit_notes_pkey primary key (tenant_id, id),
  constraint credit_notes_number_key unique (tenant_id, credit_note_number),
  constraint credit_notes_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint credit_notes_revised_fkey foreign key (tenant_id, revised_invoice_id) references invoices (tenant_id, id),
  constraint credit_notes_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint credit_notes_money_exact check (
    subtotal between -9007199254740991 and 9007199254740991 and discount_total between -9007199254740991 and 9007199254740991
    and charge_total between -9007199254740991 and 9007199254740991 and tax_total between -9007199254740991 and 9007199254740991
    and total between 1 and 9007199254740991),
  constraint credit_notes_numbered check (status = 'DRAFT' or credit_note_number is not null)
);
create index credit_notes_created on credit_notes (tenant_id, created_at desc, id desc) where deleted_at is null;
create index credit_notes_updated on credit_notes (tenant_id, updated_at);
create index credit_notes_status on credit_notes (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index credit_notes_made on credit_notes (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index credit_notes_contact on credit_notes (tenant_id, contact_id, created_at desc, id desc) where deleted_at is null;
create index credit_notes_invoice on credit_notes (tenant_id, invoice_id, created_at, id) where deleted_at is null;
create unique index credit_notes_revision on credit_notes (tenant_id, invoice_id) where revised_invoice_id is not null and deleted_at is null;
create index credit_notes_revised on credit_notes (tenant_id, revised_invoice_id) where revised_invoice_id is not null and deleted_at is null;

create table credit_note_lines (
  tenant_id uuid not null,
  id uuid not null,
  credit_note_id uuid not null,
  position int not null,
  -- The line of the invoice that it credits; of an amount none.
  invoice_line_id uuid,
  item_id uuid,
  name text not null check (length(name) between 1 and 200),
  description text,
  qty_e6 bigint not null,
  unit text,
  rate_e6 bigint not null,
  discount jsonb,
  tax_rate_id uuid,
  tax_name text,
  tax_percent_e4 bigint,
  tax_parts jsonb,
  amount bigint not null,
  net bigint not null,
  constraint credit_note_lines_pkey primary key (tenant_id, id),
  constraint credit_note_lines_credit_note_fkey foreign key (tenant_id, credit_note_id) references credit_notes (tenant_id, id) on delete cascade,
  constraint credit_note_lines_invoice_line_fkey foreign key (tenant_id, invoice_line_id) references invoice_lines (tenant_id, id),
  constraint credit_note_lines_item_fkey foreign key (tenant_id, item_id) references items (tenant_id, id),
  constraint credit_note_lines_tax_rate_fkey foreign key (tenant_id, tax_rate_id) references tax_rates (tenant_id, id)
);
create unique index credit_note_lines_order on credit_note_lines (tenant_id, credit_note_id, position);

-- What stands in credit notes, drafts included: never more than the invoice.
alter table invoices add column credit_notes_total bigint not null default 0,
  add constraint invoices_credit_notes_total check (credit_notes_total between 0 and total);

alter table invoice_credits add column credit_note_id uuid,
  add constraint invoice_credits_credit_note_fkey foreign key (tenant_id, credit_note_id) references credit_notes (tenant_id, id),
  add constraint invoice_credits_of_credit_note check ((kind = 'CREDIT_NOTE') = (credit_note_id is not null));
create index invoice_credits_credit_note on invoice_credits (tenant_id, credit_note_id) where credit_note_id is not null;

-- What of a credit note was not owed any more is the customer's money.
alter table unapplied_money add column credit_note_id uuid,
  add constraint unapplied_money_credit_note_fkey foreign key (tenant_id, credit_note_id) references credit_notes (tenant_id, id),
  drop constraint unapplied_money_reason_check,
  add constraint unapplied_money_reason_check check (reason in ('UNKNOWN_INVOICE', 'OTHER_CURRENCY', 'TOO_MUCH', 'INVOICE_VOID', 'NOT_SENT', 'METADATA_DISAGREES', 'CREDIT')),
  add constraint unapplied_money_of_credit_note check ((reason = 'CREDIT') = (credit_note_id is not null));
create unique index unapplied_money_credit_note on unapplied_money (tenant_id, credit_note_id) where credit_note_id is not null;

select app.protect('credit_notes', may => '{select,insert}', own => '{created_by}',
  updates => '{status,credit_note_number,contact_id,reference,po_number,issue_date,discount,charges,taxes,subtotal,discount_total,charge_total,tax_total,total,piece,
    reason,notes,terms,internal_notes,tags,snapshot,finalised_at,sent_at,last_sent_at,send_at,claimed_until,version,updated_at,deleted_at}');
select app.protect('credit_note_lines', may => '{select,insert,delete}');
create trigger follow_merge before insert or update of contact_id on credit_notes for each row when (new.contact_id is not null) execute function app.follow_merge();

alter table outbound drop constraint outbound_kind_check,
  add constraint outbound_kind_check check (kind in ('message', 'invoice', 'quote', 'quote_decision', 'credit_note'));
alter table app.portal_tokens drop constraint portal_tokens_object_type_check,
  add constraint portal_tokens_object_type_check check (object_type in ('invoice', 'quote', 'conversation', 'credit_note'));
alter table conversations drop constraint conversations_document_kind_check,
  add constraint conversations_document_kind_check check (document_kind in ('invoice', 'quote', 'credit_note'));
alter table papers drop constraint papers_kind_check,
  add constraint papers_kind_check check (kind in ('invoice', 'quote', 'credit_note'));
alter table notices drop constraint notices_object_type_check,
  add constraint notices_object_type_check check (object_type in ('conversation', 'work_item', 'quote', 'invoice', 'expense', 'credit_note'));
reset role;
