-- The PDF of what was sent, made once: its bytes lie in the storage of files under their hash. What was taken back and sent anew
-- (finalised_at) is another paper.
set role app_owner;

create table papers (
  tenant_id uuid not null,
  kind text not null check (kind in ('invoice', 'quote')),
  id uuid not null,
  finalised_at timestamptz(3) not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes int not null check (size_bytes > 0),
  created_at timestamptz(3) not null default app.now(),
  constraint papers_pkey primary key (tenant_id, kind, id, finalised_at)
);
select app.protect('papers', may => '{select}');

reset role;
