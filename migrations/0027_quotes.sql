-- Quotes: a second kind of document. What the customer chose of one is kept beside it (`accepted`), with the evidence of who
-- decided (`decision`); the quote itself stays as it was sent. Expired is what was sent and whose expiry date is past: derived.
set role app_owner;

alter table app.tenants
  add column quote_prefix text not null default 'Q-',
  add column quote_digits int not null default 4 constraint tenants_quote_digits check (quote_digits between 1 and 10),
  add column quote_valid_days int not null default 30 constraint tenants_quote_valid_days check (quote_valid_days between 0 and 365),
  add column quote_notes text, add column quote_terms text;

create table quotes (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'SENT', 'APPROVED', 'REJECTED', 'CONVERTED')),
  quote_number text,
  contact_id uuid not null,
  reference text,
  po_number text,
  issue_date date not null,
  expiry_date date not null,
  currency char(3) not null,
  prices_include_tax boolean not null default false,
  discount jsonb,
  charges jsonb not null default '[]',
  taxes jsonb not null default '[]',
  -- Without the optional lines.
  subtotal bigint not null, discount_total bigint not null, charge_total bigint not null, tax_total bigint not null, total bigint not null,
  -- {percent_e4} or {amount}: asked for at approval.
  deposit jsonb,
  notes text, terms text, internal_notes text,
  tags text[] not null default '{}',
  snapshot jsonb,
  finalised_at timestamptz(3), sent_at timestamptz(3), last_sent_at timestamptz(3), send_at timestamptz(3),
  claimed_until timestamptz,
  -- How often it was sent anew after a change: a form that was made for an earlier one decides nothing.
  revision int not null default 1,
  accepted jsonb,
  decision jsonb,
  decided_at timestamptz(3),
  deposit_invoice_id uuid,
  converted_invoice_id uuid,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint quotes_pkey primary key (tenant_id, id),
  constraint quotes_number_key unique (tenant_id, quote_number),
  constraint quotes_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint quotes_deposit_fkey foreign key (tenant_id, deposit_invoice_id) references invoices (tenant_id, id),
  constraint quotes_converted_fkey foreign key (tenant_id, converted_invoice_id) references invoices (tenant_id, id),
  constraint quotes_money_exact check (
    subtotal between -9007199254740991 and 9007199254740991 and discount_total between -9007199254740991 and 9007199254740991
    and charge_total between -9007199254740991 and 9007199254740991 and tax_total between -9007199254740991 and 9007199254740991
    and total between 0 and 9007199254740991),
  constraint quotes_expiry check (expiry_date >= issue_date),
  constraint quotes_numbered check (status = 'DRAFT' or quote_number is not null),
  constraint quotes_accepted check (status not in ('APPROVED', 'CONVERTED') or accepted is not null),
  constraint quotes_converted check ((status = 'CONVERTED') = (converted_invoice_id is not null))
);
create index quotes_created on quotes (tenant_id, created_at desc, id desc) where deleted_at is null;
create index quotes_updated on quotes (tenant_id, updated_at);
create index quotes_status on quotes (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index quotes_open_expiry on quotes (tenant_id, expiry_date, id) where status = 'SENT' and deleted_at is null;
create index quotes_made on quotes (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index quotes_contact on quotes (tenant_id, contact_id, created_at desc, id desc) where deleted_at is null;

create table quote_lines (
  tenant_id uuid not null,
  id uuid not null,
  quote_id uuid not null,
  position int not null,
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
  -- Only if the customer wants it, and as much of it as he says.
  optional boolean not null default false,
  qty_editable boolean not null default false,
  constraint quote_lines_pkey primary key (tenant_id, id),
  constraint quote_lines_quote_fkey foreign key (tenant_id, quote_id) references quotes (tenant_id, id) on delete cascade,
  constraint quote_lines_item_fkey foreign key (tenant_id, item_id) references items (tenant_id, id),
  constraint quote_lines_tax_rate_fkey foreign key (tenant_id, tax_rate_id) references tax_rates (tenant_id, id)
);
create unique index quote_lines_order on quote_lines (tenant_id, quote_id, position);

-- The invoices of a quote: its deposit, and the one that it became.
alter table invoices add column quote_id uuid,
  add constraint invoices_quote_fkey foreign key (tenant_id, quote_id) references quotes (tenant_id, id);
create index invoices_quote on invoices (tenant_id, quote_id) where quote_id is not null;
-- {invoice_id, invoice_number, taxes: [minor units of each part of its rate]}: the line takes off what that invoice billed already,
-- with the tax as it stands there.
alter table invoice_lines add column deduction jsonb;

select app.protect('quotes', may => '{select,insert}', own => '{created_by}',
  updates => '{status,quote_number,contact_id,reference,po_number,issue_date,expiry_date,currency,prices_include_tax,discount,charges,taxes,
    subtotal,discount_total,charge_total,tax_total,total,deposit,notes,terms,internal_notes,tags,snapshot,finalised_at,sent_at,last_sent_at,
    send_at,claimed_until,revision,accepted,decision,decided_at,deposit_invoice_id,converted_invoice_id,version,updated_at,deleted_at}');
select app.protect('quote_lines', may => '{select,insert,delete}');
reset role;
