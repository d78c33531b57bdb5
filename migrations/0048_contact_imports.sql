-- Customers from another program: what was read waits here, is looked at, and becomes contacts row by row. The rows say what became
-- of each, so that a run that was killed goes on where it was, and can be undone for a day. They are forgotten after a week.
set role app_owner;
create table contact_imports (
  tenant_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  on_duplicate text not null default 'SKIP' check (on_duplicate in ('SKIP', 'UPDATE', 'CREATE')),
  status text not null default 'OPEN' check (status in ('OPEN', 'RUNNING', 'DONE', 'UNDOING', 'UNDONE')),
  counts jsonb not null default '{}',
  finished_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint contact_imports_pkey primary key (tenant_id, id)
);
create index contact_imports_created on contact_imports (tenant_id, created_at desc, id desc) where deleted_at is null;
select app.protect('contact_imports', may => '{select,insert}',
  updates => '{on_duplicate,status,counts,finished_at,version,updated_at,deleted_at}');

-- fields: as they will be kept. terms: what the contact will be found by. problem: {field, message}, why it cannot be one.
-- duplicate_of: who has its mail address or phone number already. before: what an update replaced. contact_version: as it was left.
create table contact_import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_no int not null check (row_no between 1 and 20000),
  fields jsonb not null,
  terms jsonb not null default '{}',
  problem jsonb,
  duplicate_of uuid,
  state text not null default 'READY' check (state in ('READY', 'WRONG', 'CREATED', 'UPDATED', 'SKIPPED', 'UNDONE', 'KEPT')),
  contact_id uuid,
  contact_version int,
  before jsonb,
  constraint contact_import_rows_pkey primary key (tenant_id, import_id, row_no),
  constraint contact_import_rows_import_fkey foreign key (tenant_id, import_id) references contact_imports (tenant_id, id)
);
create index contact_import_rows_state on contact_import_rows (tenant_id, import_id, state, row_no);
create index contact_import_rows_contact on contact_import_rows (tenant_id, import_id, contact_id) where contact_id is not null;
select app.protect('contact_import_rows', may => '{select}');
reset role;
