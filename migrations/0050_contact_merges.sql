-- Two contacts that are one (B-17): what pointed at the one that goes points at the one that stays, and for thirty days back again.
set role app_owner;

-- Whom it went into. Never a chain: when that one goes itself, this follows.
alter table contacts add column merged_into uuid,
  add constraint contacts_merged_fkey foreign key (tenant_id, merged_into) references contacts (tenant_id, id),
  add constraint contacts_merged check (merged_into is null or (deleted_at is not null and merged_into <> id));
create index contacts_merged_into on contacts (tenant_id, merged_into) where merged_into is not null;

-- before, after: the columns of the one that stays which the merge changed. terms: what each of the two was found by.
create table contact_merges (
  tenant_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  before jsonb not null,
  after jsonb not null,
  terms jsonb not null,
  undone_at timestamptz(3),
  undone_by text,
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint contact_merges_pkey primary key (tenant_id, id),
  constraint contact_merges_kept_fkey foreign key (tenant_id, kept_id) references contacts (tenant_id, id),
  constraint contact_merges_gone_fkey foreign key (tenant_id, gone_id) references contacts (tenant_id, id)
);
create index contact_merges_kept on contact_merges (tenant_id, kept_id, created_at desc, id desc);
select app.protect('contact_merges', may => '{select}');

-- What named the one that went, a row for each table. frozen_ids: documents that had gone out.
create table contact_merge_moves (
  tenant_id uuid not null,
  merge_id uuid not null,
  of_table text not null,
  open_ids uuid[] not null,
  frozen_ids uuid[] not null,
  constraint contact_merge_moves_pkey primary key (tenant_id, merge_id, of_table),
  constraint contact_merge_moves_merge_fkey foreign key (tenant_id, merge_id) references contact_merges (tenant_id, id)
);
select app.protect('contact_merge_moves');

-- Addresses and numbers of a contact beside its own: mail and texts from them are its. problem: as contacts.email_problem.
create table contact_addresses (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  contact_id uuid not null,
  merge_id uuid not null,
  kind text not null check (kind in ('EMAIL', 'PHONE')),
  value text not null,
  terms text[] not null default '{}',
  problem text check (problem in ('BOUNCED', 'COMPLAINED')),
  constraint contact_addresses_pkey primary key (tenant_id, id),
  constraint contact_addresses_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint contact_addresses_merge_fkey foreign key (tenant_id, merge_id) references contact_merges (tenant_id, id)
);
create index contact_addresses_value on contact_addresses (tenant_id, kind, value);
create index contact_addresses_contact on contact_addresses (tenant_id, contact_id, kind, value);
create index contact_addresses_merge on contact_addresses (tenant_id, merge_id);
select app.protect('contact_addresses', may => '{select}');

-- All that is of a contact: the indexes of before leave some of it out.
create index unapplied_money_contact on unapplied_money (tenant_id, contact_id) where contact_id is not null;
create index files_contact on files (tenant_id, contact_id) where contact_id is not null and deleted_at is null;

-- Whoever names a contact that went means the one it went into: who chose it before, a mail that arrives meanwhile. The lock waits for a
-- merge that is under way. Whoever writes, an agent too, whose own contacts are not asked here.
create function app.merged_into(p_tenant uuid, p_contact uuid) returns uuid
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); went uuid;
begin
  if agent is not null then perform set_config('app.agent', '', true); end if;
  select c.merged_into into went from public.contacts c where c.tenant_id = p_tenant and c.id = p_contact for key share;
  if agent is not null then perform set_config('app.agent', agent, true); end if;
  return coalesce(went, p_contact);
end $$;
create function app.follow_merge() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.contact_id := app.merged_into(new.tenant_id, new.contact_id);
  return new;
end $$;
create function app.follow_merged_vendor() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.vendor_contact_id := app.merged_into(new.tenant_id, new.vendor_contact_id);
  return new;
end $$;
create trigger follow_merge before insert or update of contact_id on invoices for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on quotes for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on work_items for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on conversations for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on files for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on unapplied_money for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of contact_id on contact_addresses for each row when (new.contact_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of vendor_contact_id on expenses for each row when (new.vendor_contact_id is not null)
  execute function app.follow_merged_vendor();
reset role;
