-- Files that people upload (H-ENT-11): a row first, then its bytes, then what it belongs to. The bytes lie in R2, once for each content.
set role app_owner;

create table files (
  tenant_id uuid not null,
  id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  mime_type text not null check (length(mime_type) between 3 and 127),
  size_bytes bigint not null check (size_bytes between 0 and 26214400),
  -- Before the bytes arrived what they were said to be, after it what they are.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  status text not null default 'PENDING' check (status in ('PENDING', 'STORED')),
  storage_provider text not null default 'R2' check (storage_provider in ('R2', 'S3')),
  bucket text not null default 'hub-files',
  object_key text not null,
  -- The machine's clock, like every signature's.
  upload_until timestamptz(3) not null default clock_timestamp() + interval '15 minutes',
  -- A column for each kind of thing, so that each is a reference of its tenant (TI5).
  contact_id uuid,
  invoice_id uuid,
  linked_entity_id uuid generated always as (coalesce(contact_id, invoice_id)) stored,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint files_pkey primary key (tenant_id, id),
  constraint files_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint files_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint files_of_one check (num_nonnulls(contact_id, invoice_id) <= 1),
  constraint files_stored check (status = 'PENDING' or sha256 is not null)
);
create index files_created on files (tenant_id, created_at desc, id desc) where deleted_at is null;
create index files_linked on files (tenant_id, linked_entity_id, created_at desc, id desc) where deleted_at is null;
create index files_content on files (tenant_id, sha256) where status = 'STORED' and deleted_at is null;
create index files_object on files (tenant_id, object_key);
select app.protect('files', may => '{select,insert}', updates => '{contact_id,invoice_id,version,updated_at,deleted_at}');
-- An agent sees what he uploaded, and what belongs to a thing that he sees (H-RBAC-14).
create policy agent_own on files as restrictive using ((app.agent() is not null and created_by <> app.agent()
  and not exists (select from contacts c where c.tenant_id = files.tenant_id and c.id = files.contact_id)
  and not exists (select from invoices i where i.tenant_id = files.tenant_id and i.id = files.invoice_id)) is not true);
reset role;
