-- An archive of the business (H-ENT-20): a snapshot is copied into chunks in one transaction, a job makes one ZIP of them, part by part.
set role app_owner;
create table exports (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null default 'MANUAL' check (kind in ('MANUAL', 'PERIODIC')),
  -- The minute of one that was asked for, the day of one that comes by itself (C-39): asked twice in it, it is the same.
  bucket text not null default to_char(app.now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI'),
  status text not null default 'QUEUED' check (status in ('QUEUED', 'RUNNING', 'READY', 'FAILED')),
  snapshot_at timestamptz(3),
  -- Of the snapshot: [{name, columns, csv, rows, bytes}].
  entities jsonb not null default '[]',
  bytes_expected bigint not null default 0,
  bytes_done bigint not null default 0,
  -- What has been uploaded: the upload's id, and of each part its tag and hash, so that who goes on knows that it is the same archive.
  upload_id text,
  parts jsonb not null default '[]',
  size_bytes bigint,
  reason text,
  finished_at timestamptz(3),
  -- Until when the archive is kept.
  expires_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint exports_pkey primary key (tenant_id, id),
  constraint exports_bucket_key unique (tenant_id, bucket)
);
create index exports_created on exports (tenant_id, created_at desc, id desc) where deleted_at is null;
select app.protect('exports', may => '{select,insert}');

-- The snapshot, until its archive is made: lines of JSON, some hundreds to a chunk.
create table app.export_rows (
  tenant_id uuid not null,
  export_id uuid not null,
  entity text not null,
  no int not null,
  rows int not null,
  body text not null,
  constraint export_rows_pkey primary key (tenant_id, export_id, entity, no)
);
-- Rows of JSON shrink to a tenth, and a million of them have to be written within one trip.
do $$ begin
  alter table app.export_rows alter column body set compression lz4;
exception when feature_not_supported or invalid_parameter_value then
  alter table app.export_rows alter column body set storage external;
end $$;
reset role;
