-- What shows that the audit was not changed (AL1). Each row that is written waits here until it is sealed; a row whose transaction ends late
-- waits as well, whatever its id is, so that no order of ids is ever relied on.
set role app_owner;
create table app.audit_unsealed (
  id bigint primary key,
  tenant_id uuid not null
);
create index audit_unsealed_tenant on app.audit_unsealed (tenant_id, id);

-- One after the other for each business. hashes: 32 bytes for each id, in order; digest: of hashes; previous: the digest of the seal before;
-- mac: by a key that the database does not know.
create table app.audit_seals (
  tenant_id uuid not null,
  seq bigint not null check (seq > 0),
  count int not null check (count > 0),
  ids bigint[] not null,
  hashes bytea not null,
  digest bytea not null,
  previous bytea,
  key_id text not null,
  mac bytea not null,
  sealed_at timestamptz(3) not null,
  constraint audit_seals_pkey primary key (tenant_id, seq),
  check (cardinality(ids) = count and octet_length(hashes) = 32 * count),
  check ((previous is null) = (seq = 1))
);
-- Not compressed: the hash of one row is read without the others.
alter table app.audit_seals alter column hashes set storage external;
create index audit_seals_ids on app.audit_seals using gin (ids);

-- The last seal of each business, and how far the store outside of the database knows it. held: what is there does not fit.
create table app.audit_heads (
  tenant_id uuid primary key,
  seq bigint not null,
  stored_seq bigint not null default 0,
  is_held boolean not null default false
);
create index audit_heads_waiting on app.audit_heads (tenant_id) where stored_seq < seq and not is_held;

create function app.await_seal() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.audit_unsealed (id, tenant_id) values (new.id, new.tenant_id);
  return null;
end $$;
create trigger await_seal after insert on app.audit for each row execute function app.await_seal();
insert into app.audit_unsealed (id, tenant_id) select id, tenant_id from app.audit;

-- Nobody changes what was written, the owner of the tables neither. What goes with a business that goes as a whole (a sample) may.
create function app.refuse_change() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if not exists (select from app.tenants t where t.id = old.tenant_id and t.sample_of is null) then return old; end if;
  end if;
  raise exception '% is only added to', tg_table_name using errcode = '42501';
end $$;
create trigger only_added_to before update or delete on app.audit for each row execute function app.refuse_change();
create trigger never_emptied before truncate on app.audit for each statement execute function app.refuse_change();
create trigger only_added_to before update or delete on app.audit_seals for each row execute function app.refuse_change();
create trigger never_emptied before truncate on app.audit_seals for each statement execute function app.refuse_change();

-- What the list of the audit is asked for.
create index audit_at on app.audit (tenant_id, at desc, id desc);
create index audit_actor on app.audit (tenant_id, actor, at desc, id desc);
create index audit_jobs on app.audit (tenant_id, at desc, id desc) where actor ^@ 'job:';
create index audit_action on app.audit (tenant_id, action, at desc, id desc);
create index audit_type on app.audit (tenant_id, entity_type, at desc, id desc);
reset role;
