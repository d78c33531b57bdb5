-- The price list: what a business sells again and again. A line copies an item once; a later change of it touches no document.
set role app_owner;

create table items (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  description text,
  unit text check (length(unit) between 1 and 20),
  rate_e4 bigint not null check (rate_e4 between -9007199254740991 and 9007199254740991),
  tax_rate_id uuid,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint items_pkey primary key (tenant_id, id),
  constraint items_tax_rate_fkey foreign key (tenant_id, tax_rate_id) references tax_rates (tenant_id, id)
);
create index items_created on items (tenant_id, created_at desc, id desc) where deleted_at is null;
create index items_status on items (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index items_tax_rate on items (tenant_id, tax_rate_id) where tax_rate_id is not null;
select app.protect('items', may => '{select,insert}',
  updates => '{name,description,unit,rate_e4,tax_rate_id,status,version,updated_at,deleted_at}');
reset role;
