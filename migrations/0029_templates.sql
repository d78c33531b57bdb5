-- Texts that are used again and again (H-ENT-12), and what follows from mail that comes back.
set role app_owner;
create table templates (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (type in ('INVOICE', 'QUOTE', 'MESSAGE', 'CHECKLIST', 'OTHER')),
  name text not null check (length(name) between 1 and 120),
  content text not null check (length(content) between 1 and 20000),
  is_default boolean not null default false,
  profile_scopes text[] not null default '{}',
  status text not null default 'ACTIVE' check (status in ('ACTIVE')),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint templates_pkey primary key (tenant_id, id)
);
create index templates_created on templates (tenant_id, created_at desc, id desc) where deleted_at is null;
create index templates_type on templates (tenant_id, type, created_at desc, id desc) where deleted_at is null;
select app.protect('templates', may => '{select,insert}',
  updates => '{type,name,content,is_default,profile_scopes,status,version,updated_at,deleted_at}');

-- Another address is another matter.
create function app.forget_email_problem() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.email_problem := null; new.email_problem_reason := null; new.email_problem_at := null;
  return new;
end $$;
create trigger forget_email_problem before update of email on contacts for each row
  when (new.email is distinct from old.email) execute function app.forget_email_problem();
create index contacts_email_problem on contacts (tenant_id, email) where email_problem is not null;

-- Quotes are mailed as invoices are.
drop policy agent_own on outbound;
create policy agent_own on outbound as restrictive using ((app.agent() is not null
  and not exists (select from messages m where m.tenant_id = outbound.tenant_id and m.id = outbound.object_id)
  and not exists (select from invoices i where i.tenant_id = outbound.tenant_id and i.id = outbound.object_id)
  and not exists (select from quotes q where q.tenant_id = outbound.tenant_id and q.id = outbound.object_id)) is not true);
create index webhook_events_waiting on app.webhook_events (provider, received_at) where tenant_id is null;
reset role;
