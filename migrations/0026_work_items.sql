-- Work (H-ENT-6): what somebody is to do, from a request to its invoice; its notes, its files, and the invoice that it became.
set role app_owner;

create table work_items (
  tenant_id uuid not null,
  id uuid not null,
  type text not null default 'REQUEST' check (type in ('REQUEST', 'ORDER', 'JOB', 'SUPPORT', 'ADMIN', 'COLLECTION', 'BOOKKEEPING')),
  title text not null check (length(title) between 3 and 200),
  description text check (length(description) <= 10000),
  status text not null default 'NEW' check (status in ('NEW', 'IN_PROGRESS', 'NEEDS_APPROVAL', 'WAITING', 'DONE', 'CANCELED')),
  priority text not null default 'NORMAL' check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
  contact_id uuid,
  conversation_id uuid,
  -- The day where the business is; the instant only of what is due at a time of that day.
  due_on date,
  due_at timestamptz(3),
  -- Its place in a list by due date: what has none comes last.
  due_key date generated always as (coalesce(due_on, 'infinity'::date)) stored,
  assigned_to text,
  source text not null default 'MANUAL' check (source in ('INBOX', 'PORTAL', 'MANUAL', 'POS_SYNC', 'AI')),
  labels_json jsonb not null default '{}',
  checklist jsonb not null default '[]',
  -- Done or canceled since then; archived a month later, when it leaves every list that does not ask for it.
  closed_at timestamptz(3),
  archived_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint work_items_pkey primary key (tenant_id, id),
  constraint work_items_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint work_items_conversation_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  constraint work_items_due check (due_at is null or due_on is not null),
  constraint work_items_closed check ((closed_at is not null) = (status in ('DONE', 'CANCELED'))),
  constraint work_items_archived check (archived_at is null or closed_at is not null)
);
create index work_items_due on work_items (tenant_id, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_open on work_items (tenant_id, due_key, id) where closed_at is null and deleted_at is null;
create index work_items_status on work_items (tenant_id, status, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_type on work_items (tenant_id, type, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_priority on work_items (tenant_id, priority, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_assigned on work_items (tenant_id, assigned_to, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_created_by on work_items (tenant_id, created_by, due_key, id) where archived_at is null and deleted_at is null;
create index work_items_archived on work_items (tenant_id, due_key, id) where archived_at is not null and deleted_at is null;
create index work_items_contact on work_items (tenant_id, contact_id, due_key, id) where contact_id is not null and deleted_at is null;
create index work_items_conversation on work_items (tenant_id, conversation_id, due_key, id) where conversation_id is not null and deleted_at is null;
select app.protect('work_items', may => '{select,insert}', own => '{created_by,assigned_to}',
  updates => '{type,title,description,status,priority,contact_id,due_on,due_at,assigned_to,labels_json,checklist,closed_at,archived_at,version,updated_at,deleted_at}');

-- Facts: written once, by whom and when.
create table work_item_notes (
  tenant_id uuid not null,
  id uuid not null,
  work_item_id uuid not null,
  body text not null check (length(body) between 1 and 5000),
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint work_item_notes_pkey primary key (tenant_id, id),
  constraint work_item_notes_of foreign key (tenant_id, work_item_id) references work_items (tenant_id, id)
);
create index work_item_notes_newest on work_item_notes (tenant_id, work_item_id, created_at desc, id desc);
select app.protect('work_item_notes', may => '{select,insert}');
-- An agent sees the notes of work that he sees (H-RBAC-14).
create policy agent_own on work_item_notes as restrictive using ((app.agent() is not null
  and not exists (select from work_items w where w.tenant_id = work_item_notes.tenant_id and w.id = work_item_notes.work_item_id)) is not true);

-- Work becomes one invoice, however often it is converted (MO14).
alter table invoices add column work_item_id uuid,
  add constraint invoices_work_item_fkey foreign key (tenant_id, work_item_id) references work_items (tenant_id, id);
create unique index invoices_work_item on invoices (tenant_id, work_item_id) where work_item_id is not null and deleted_at is null and status <> 'VOID';

alter table files add column work_item_id uuid,
  add constraint files_work_item_fkey foreign key (tenant_id, work_item_id) references work_items (tenant_id, id),
  drop constraint files_of_one,
  add constraint files_of_one check (num_nonnulls(contact_id, invoice_id, work_item_id) <= 1),
  drop column linked_entity_id;
alter table files add column linked_entity_id uuid generated always as (coalesce(contact_id, invoice_id, work_item_id)) stored;
create index files_linked on files (tenant_id, linked_entity_id, created_at desc, id desc) where deleted_at is null;
create index files_of_work_items on files (tenant_id, created_at desc, id desc) where work_item_id is not null and deleted_at is null;
grant update (work_item_id) on files to hub_app;
drop policy agent_own on files;
create policy agent_own on files as restrictive using ((app.agent() is not null and created_by <> app.agent()
  and not exists (select from contacts c where c.tenant_id = files.tenant_id and c.id = files.contact_id)
  and not exists (select from invoices i where i.tenant_id = files.tenant_id and i.id = files.invoice_id)
  and not exists (select from messages m where m.tenant_id = files.tenant_id and m.id = files.message_id)
  and not exists (select from work_items w where w.tenant_id = files.tenant_id and w.id = files.work_item_id)) is not true);
reset role;
