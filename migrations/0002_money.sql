-- Contacts, invoices, payments: tenant tables, forced row security, composite keys between them.
set role app_owner;

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (type in ('CUSTOMER', 'VENDOR', 'LEAD', 'OTHER')),
  display_name text not null check (length(display_name) between 1 and 200),
  company_name text, email text, phone text,
  address_line1 text, address_line2 text, city text, region text, postal_code text, country text,
  tags text[] not null default '{}',
  notes text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  assigned_to text,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint contacts_pkey primary key (tenant_id, id)
);
create index contacts_created on contacts (tenant_id, created_at desc, id desc) where deleted_at is null;
create index contacts_updated on contacts (tenant_id, updated_at);
create index contacts_status on contacts (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index contacts_type on contacts (tenant_id, type, status, created_at desc, id desc) where deleted_at is null;
create index contacts_made on contacts (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index contacts_assigned on contacts (tenant_id, assigned_to, created_at desc, id desc) where deleted_at is null and assigned_to is not null;
create index contacts_phone on contacts (tenant_id, phone);
create index contacts_email on contacts (tenant_id, email);
create index contacts_display_name on contacts (tenant_id, display_name);

create table tax_rates (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  percent_e4 bigint not null check (percent_e4 between 0 and 10000000),
  is_default boolean not null default false,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint tax_rates_pkey primary key (tenant_id, id)
);
create index tax_rates_created on tax_rates (tenant_id, created_at desc, id desc) where deleted_at is null;

create table counters (
  tenant_id uuid not null, kind text not null, last bigint not null,
  constraint counters_pkey primary key (tenant_id, kind)
);

create table invoices (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'SENT', 'VOID')),
  invoice_number text,
  contact_id uuid not null,
  reference text,
  issue_date date not null,
  due_date date not null,
  currency char(3) not null,
  prices_include_tax boolean not null default false,
  discount jsonb,
  charges jsonb not null default '[]',
  taxes jsonb not null default '[]',
  subtotal bigint not null, discount_total bigint not null, charge_total bigint not null, tax_total bigint not null, total bigint not null,
  amount_paid bigint not null default 0,
  notes text, terms text, internal_notes text,
  tags text[] not null default '{}',
  ar_stage text not null default 'NONE' check (ar_stage in ('NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS')),
  snapshot jsonb,
  finalised_at timestamptz(3), sent_at timestamptz(3), last_sent_at timestamptz(3), voided_at timestamptz(3), send_at timestamptz(3),
  claimed_until timestamptz,
  checkout_claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  -- Decided states are stored; how far a sent invoice is paid follows from its sums.
  phase text not null generated always as (case when status <> 'SENT' then status when amount_paid >= total then 'PAID'
    when amount_paid > 0 then 'PARTIALLY_PAID' else 'SENT' end) stored,
  constraint invoices_pkey primary key (tenant_id, id),
  constraint invoices_number_key unique (tenant_id, invoice_number),
  constraint invoices_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint invoices_money_exact check (
    subtotal between -9007199254740991 and 9007199254740991 and discount_total between -9007199254740991 and 9007199254740991
    and charge_total between -9007199254740991 and 9007199254740991 and tax_total between -9007199254740991 and 9007199254740991
    and total between 0 and 9007199254740991 and amount_paid between 0 and total),
  constraint invoices_due check (due_date >= issue_date),
  constraint invoices_sent_numbered check (status <> 'SENT' or invoice_number is not null)
);
create index invoices_created on invoices (tenant_id, created_at desc, id desc) where deleted_at is null;
create index invoices_updated on invoices (tenant_id, updated_at);
create index invoices_phase on invoices (tenant_id, phase, created_at desc, id desc) where deleted_at is null;
create index invoices_phase_due on invoices (tenant_id, phase, due_date, id) where deleted_at is null;
create index invoices_due on invoices (tenant_id, due_date, id) where deleted_at is null;
create index invoices_open_due on invoices (tenant_id, due_date, id) where status = 'SENT' and amount_paid < total and deleted_at is null;
create index invoices_made on invoices (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index invoices_contact on invoices (tenant_id, contact_id, created_at desc, id desc) where deleted_at is null;

create table invoice_lines (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  position int not null,
  name text not null check (length(name) between 1 and 200),
  description text,
  qty_e4 bigint not null,
  rate_e4 bigint not null,
  discount jsonb,
  tax_rate_id uuid,
  tax_name text,
  tax_percent_e4 bigint,
  amount bigint not null,
  net bigint not null,
  constraint invoice_lines_pkey primary key (tenant_id, id),
  constraint invoice_lines_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint invoice_lines_tax_rate_fkey foreign key (tenant_id, tax_rate_id) references tax_rates (tenant_id, id)
);
create unique index invoice_lines_order on invoice_lines (tenant_id, invoice_id, position);

-- How often the holder of a link looked at a document of any kind.
create table document_views (
  tenant_id uuid not null,
  kind text not null,
  id uuid not null,
  count int not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  constraint document_views_pkey primary key (tenant_id, kind, id)
);

-- Payments are facts: inserted, never changed. A reversal is a row of its own with a negative amount.
create table payments (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  provider text not null check (provider in ('STRIPE', 'CASH', 'BANK', 'CHECK', 'SQUARE', 'SHOPIFY', 'OTHER')),
  provider_account text,
  provider_payment_id text,
  status text not null check (status in ('PENDING', 'SUCCEEDED', 'FAILED', 'REFUNDED')),
  amount bigint not null check (amount between -9007199254740991 and 9007199254740991 and amount <> 0),
  applied bigint not null check (abs(applied) <= abs(amount)),
  currency char(3) not null,
  paid_at timestamptz(3) not null,
  paid_on date not null,
  method_label text,
  receipt_url text,
  note text,
  reverses_id uuid,
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint payments_pkey primary key (tenant_id, id),
  constraint payments_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint payments_reverses_fkey foreign key (tenant_id, reverses_id) references payments (tenant_id, id)
);
create unique index payments_provider_key on payments (tenant_id, provider, provider_account, provider_payment_id) where provider_payment_id is not null;
create index payments_created on payments (tenant_id, created_at desc, id desc);
create index payments_invoice on payments (tenant_id, invoice_id, created_at desc, id desc);
create index payments_status on payments (tenant_id, status, created_at desc, id desc);
create index payments_paid_on on payments (tenant_id, paid_on, id);
create index payments_reversed on payments (tenant_id, reverses_id) where reverses_id is not null;
create unique index payments_reverses on payments (tenant_id, reverses_id) where reverses_id is not null and provider <> 'STRIPE';

-- Money that arrived and fits nowhere: unknown invoice, other currency, too much, paid after void.
create table unapplied_money (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid,
  invoice_id uuid,
  provider text not null,
  provider_account text,
  provider_payment_id text,
  amount bigint not null check (amount > 0 and amount <= 9007199254740991),
  currency char(3) not null,
  reason text not null check (reason in ('UNKNOWN_INVOICE', 'OTHER_CURRENCY', 'TOO_MUCH', 'INVOICE_VOID', 'NOT_SENT', 'METADATA_DISAGREES')),
  paid_at timestamptz(3) not null,
  created_at timestamptz(3) not null default app.now(),
  constraint unapplied_money_pkey primary key (tenant_id, id),
  constraint unapplied_money_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint unapplied_money_payment_fkey foreign key (tenant_id, payment_id) references payments (tenant_id, id)
);
create unique index unapplied_money_provider_key on unapplied_money (tenant_id, provider, provider_account, provider_payment_id) where provider_payment_id is not null;
create index unapplied_money_created on unapplied_money (tenant_id, created_at desc, id desc);
create index unapplied_money_invoice on unapplied_money (tenant_id, invoice_id);

create table checkout_sessions (
  tenant_id uuid not null,
  id text not null,
  account text not null,
  invoice_id uuid not null,
  amount bigint not null,
  currency char(3) not null,
  status text not null default 'OPEN' check (status in ('OPEN', 'PROCESSING', 'COMPLETE', 'EXPIRED', 'FAILED')),
  payment_intent text,
  url text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  constraint checkout_sessions_pkey primary key (tenant_id, id),
  constraint checkout_sessions_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create index checkout_sessions_intent on checkout_sessions (tenant_id, payment_intent) where payment_intent is not null;
create index checkout_sessions_invoice on checkout_sessions (tenant_id, invoice_id, created_at desc);

create table search_terms (
  tenant_id uuid not null,
  kind text not null,
  id uuid not null,
  term text collate "C" not null,
  -- The field it came from, so that an edit of one field replaces its terms alone.
  field text not null default '',
  constraint search_terms_pkey primary key (tenant_id, kind, term, id, field)
);
create index search_terms_object on search_terms (tenant_id, kind, id, term);

select app.protect('contacts', may => '{select,insert}', own => '{created_by,assigned_to}',
  updates => '{type,display_name,company_name,email,phone,address_line1,address_line2,city,region,postal_code,country,tags,notes,status,assigned_to,version,updated_at,deleted_at}');
select app.protect('tax_rates', may => '{select,insert}', updates => '{name,percent_e4,is_default,status,version,updated_at,deleted_at}');
select app.protect('counters');
select app.protect('invoices', may => '{select,insert}', own => '{created_by}',
  updates => '{status,invoice_number,contact_id,reference,issue_date,due_date,currency,prices_include_tax,discount,charges,taxes,
    subtotal,discount_total,charge_total,tax_total,total,notes,terms,internal_notes,tags,ar_stage,snapshot,finalised_at,sent_at,last_sent_at,
    voided_at,send_at,claimed_until,checkout_claimed_until,version,updated_at,deleted_at}');
select app.protect('invoice_lines', may => '{select,insert,delete}');
select app.protect('document_views', may => '{select}');
select app.protect('payments', may => '{select,insert}');
select app.protect('unapplied_money', may => '{select,insert}');
select app.protect('checkout_sessions', may => '{select,insert}', updates => '{status,payment_intent,updated_at}');
select app.protect('search_terms', may => '{select,insert,delete}');
reset role;
