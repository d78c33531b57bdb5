-- An archive that fills an empty business (H-ENT-20): looked at whole first, then filled by a job, some hundred rows at a time. place says
-- where that is, and moves with the rows, so that a job that was killed makes nothing twice.
set role app_owner;
create table imports (
  tenant_id uuid not null,
  id uuid not null,
  file_id uuid not null,
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'READY', 'FAILED')),
  -- {step, offset}: in the steps of the import, and within the one that it is at; {undo: true} when it is taken back.
  place jsonb not null default '{"step": -1, "offset": 0}',
  rows bigint not null default 0,
  bytes_expected bigint not null default 0,
  bytes_done bigint not null default 0,
  reason text,
  finished_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint imports_pkey primary key (tenant_id, id),
  constraint imports_file_fkey foreign key (tenant_id, file_id) references files (tenant_id, id)
);
create index imports_created on imports (tenant_id, created_at desc, id desc) where deleted_at is null;
select app.protect('imports', may => '{select,insert}');

-- The import that fills the business: nobody else writes meanwhile.
alter table app.tenants add column importing uuid;

-- Archives are larger than what else is sent.
alter table files drop constraint files_size_bytes_check;
alter table files add constraint files_size_bytes_check
  check (size_bytes between 0 and case when mime_type = 'application/zip' then 99614720 else 26214400 end);
reset role;
