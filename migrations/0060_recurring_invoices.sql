-- What is billed again and again: one invoice for each period, whatever happens. content is what each of them says, as it was typed.
set role app_owner;
create table recurring_invoices (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED', 'ENDED')),
  every_count int not null check (every_count between 1 and 365),
  every_unit text not null check (every_unit in ('DAY', 'WEEK', 'MONTH', 'YEAR')),
  starts_on date not null,
  ends_on date check (ends_on >= starts_on),
  times int check (times between 1 and 1000),
  due_days int not null check (due_days between 0 and 365),
  mode text not null check (mode in ('DRAFT', 'SEND')),
  currency char(3) not null,
  total bigint not null,
  content jsonb not null,
  -- The period that comes next, and its day; null after the last.
  period int not null default 1 check (period >= 1),
  next_on date,
  -- Why it stopped by itself.
  problem text,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint recurring_invoices_pkey primary key (tenant_id, id),
  constraint recurring_invoices_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);
create index recurring_invoices_created on recurring_invoices (tenant_id, created_at desc, id desc) where deleted_at is null;
create index recurring_invoices_status on recurring_invoices (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index recurring_invoices_contact on recurring_invoices (tenant_id, contact_id) where deleted_at is null;
create trigger follow_merge before insert or update of contact_id on recurring_invoices for each row when (new.contact_id is not null) execute function app.follow_merge();
select app.protect('recurring_invoices', may => '{select,insert}',
  updates => '{contact_id,status,every_count,every_unit,starts_on,ends_on,times,due_days,mode,currency,total,content,period,next_on,problem,version,updated_at,deleted_at}');

create table recurring_periods (
  tenant_id uuid not null,
  recurring_id uuid not null,
  period int not null,
  day date not null,
  invoice_id uuid not null,
  made_at timestamptz(3) not null default app.now(),
  constraint recurring_periods_pkey primary key (tenant_id, recurring_id, period),
  constraint recurring_periods_recurring_fkey foreign key (tenant_id, recurring_id) references recurring_invoices (tenant_id, id),
  constraint recurring_periods_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create unique index recurring_periods_invoice on recurring_periods (tenant_id, invoice_id);
select app.protect('recurring_periods', may => '{select,insert}');
reset role;
