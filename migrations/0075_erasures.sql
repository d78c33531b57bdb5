-- A person who is erased: what is personal goes, what the law wants kept stays as it was printed.
set role app_owner;
alter table contacts drop constraint contacts_status_check,
  add constraint contacts_status_check check (status in ('ACTIVE', 'ARCHIVED', 'ERASED'));

-- One for each contact that was erased. named: what it was found by, until the work is done. place: how far the work is.
create table app.erasures (
  tenant_id uuid not null,
  contact_id uuid not null,
  named jsonb not null,
  step int not null default 0,
  place bigint not null default 0,
  digests text[] not null default '{}',
  asked_at timestamptz(3) not null default app.now(),
  done_at timestamptz(3),
  constraint erasures_pkey primary key (tenant_id, contact_id)
);
-- What was the person's, while it is erased. is_kept: it has to stay, but for what no law wants of it.
create table app.erased_objects (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  kind text not null,
  is_kept boolean not null,
  constraint erased_objects_pkey primary key (tenant_id, id)
);
-- Bytes that nothing shows any more, until the store has let go of them.
create table app.erased_contents (
  tenant_id uuid not null,
  object_key text not null,
  constraint erased_contents_pkey primary key (tenant_id, object_key)
);
-- Who texted STOP stays unwritten to, though nothing is known of him: SHA-256 of the business and the number.
create table app.stopped_numbers (
  tenant_id uuid not null,
  hash bytea not null,
  constraint stopped_numbers_pkey primary key (tenant_id, hash)
);

-- Rows of the audit whose content was erased. was: the hash that its seal holds; is_now: of what is left of it. A set is signed by the Worker
-- with the key of the seals, so that nobody who has only the database can pass a change off as one.
create table app.audit_erasure_sets (
  tenant_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  count int not null check (count > 0),
  digest bytea not null,
  key_id text not null,
  mac bytea not null,
  constraint audit_erasure_sets_pkey primary key (tenant_id, id)
);
create table app.audit_erasures (
  tenant_id uuid not null,
  audit_id bigint not null,
  set_id uuid not null,
  was bytea not null,
  is_now bytea not null,
  constraint audit_erasures_pkey primary key (tenant_id, audit_id),
  constraint audit_erasures_set_fkey foreign key (tenant_id, set_id) references app.audit_erasure_sets (tenant_id, id)
);
create index audit_erasures_set on app.audit_erasures (tenant_id, set_id, audit_id);
create trigger only_added_to before update or delete on app.audit_erasures for each row execute function app.refuse_change();
create trigger only_added_to before update or delete on app.audit_erasure_sets for each row execute function app.refuse_change();

-- What came from outside is read through for one business.
create index webhook_events_tenant on app.webhook_events (tenant_id, received_at) where tenant_id is not null;
reset role;

set role app_owner;
-- A new conversation with a number that texted STOP to this business, which knows nothing of it any more; START takes it back.
create function app.keep_stopped() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare told bytea := sha256(convert_to(new.tenant_id || ':' || new.from_address, 'UTF8'));
begin
  if tg_op = 'UPDATE' then
    delete from app.stopped_numbers n where n.tenant_id = new.tenant_id and n.hash = told;
  elsif exists (select from app.stopped_numbers n where n.tenant_id = new.tenant_id and n.hash = told) then
    new.opted_out_at := app.now();
  end if;
  return new;
end $$;
create trigger keep_stopped before insert on conversations for each row when (new.phone_number is not null) execute function app.keep_stopped();
create trigger forget_stopped before update of opted_out_at on conversations for each row
  when (old.opted_out_at is not null and new.opted_out_at is null) execute function app.keep_stopped();
reset role;
