-- What a machine proposes (H-ENT-13, C-21): from the words of a message, a file, work or a note; made an object by a person only.
set role app_owner;
create table ai_drafts (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'READY' check (status in ('READY', 'PENDING_QC', 'APPROVED', 'REJECTED', 'APPLIED', 'FAILED')),
  intent text not null check (intent in ('CREATE_WORK_ITEM', 'DRAFT_QUOTE', 'DRAFT_INVOICE', 'DRAFT_EXPENSE', 'DRAFT_AR_MESSAGE', 'NONE')),
  source_type text not null check (source_type in ('MESSAGE', 'FILE', 'WORK_ITEM', 'MANUAL')),
  message_id uuid,
  file_id uuid,
  work_item_id uuid,
  source_id uuid generated always as (coalesce(message_id, file_id, work_item_id)) stored,
  conversation_id uuid,
  contact_id uuid,
  subject text not null default '' check (length(subject) <= 2000),
  -- As it was read: what work says may change.
  source_text text not null check (length(source_text) <= 60000),
  received_at timestamptz(3) not null,
  title text not null default '' check (length(title) <= 200),
  intents jsonb not null,
  draft_payload jsonb not null,
  fields jsonb not null,
  -- Paths that a person changed.
  edited jsonb not null default '[]',
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  model_state text not null default 'NONE' check (model_state in ('NONE', 'WAITING', 'DONE', 'FAILED')),
  model_name text check (length(model_name) <= 200),
  model_reason text check (length(model_reason) <= 500),
  failed_reason text check (length(failed_reason) <= 500),
  -- What it became, and the version that it had then; none of one that was there before.
  invoice_id uuid,
  quote_id uuid,
  made_work_item_id uuid,
  expense_id uuid,
  applied_id uuid generated always as (coalesce(invoice_id, quote_id, made_work_item_id, expense_id)) stored,
  applied_version int,
  applied_at timestamptz(3),
  applied_by text,
  assigned_to text,
  reviewed_by text,
  reviewed_at timestamptz(3),
  review_notes text check (length(review_notes) <= 2000),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint ai_drafts_pkey primary key (tenant_id, id),
  constraint ai_drafts_message_fkey foreign key (tenant_id, message_id) references messages (tenant_id, id),
  constraint ai_drafts_file_fkey foreign key (tenant_id, file_id) references files (tenant_id, id),
  constraint ai_drafts_work_item_fkey foreign key (tenant_id, work_item_id) references work_items (tenant_id, id),
  constraint ai_drafts_conversation_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  constraint ai_drafts_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint ai_drafts_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint ai_drafts_quote_fkey foreign key (tenant_id, quote_id) references quotes (tenant_id, id),
  constraint ai_drafts_made_fkey foreign key (tenant_id, made_work_item_id) references work_items (tenant_id, id),
  constraint ai_drafts_expense_fkey foreign key (tenant_id, expense_id) references expenses (tenant_id, id),
  constraint ai_drafts_of_one check (num_nonnulls(message_id, file_id, work_item_id) <= 1 and (source_type = 'MANUAL') = (num_nonnulls(message_id, file_id, work_item_id) = 0)),
  constraint ai_drafts_applied check ((status = 'APPLIED') = (num_nonnulls(invoice_id, quote_id, made_work_item_id, expense_id) = 1) and (status = 'APPLIED') = (applied_at is not null))
);
create index ai_drafts_created on ai_drafts (tenant_id, created_at desc, id desc) where deleted_at is null;
create index ai_drafts_status on ai_drafts (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index ai_drafts_created_by on ai_drafts (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index ai_drafts_assigned on ai_drafts (tenant_id, assigned_to, created_at desc, id desc) where assigned_to is not null and deleted_at is null;
create index ai_drafts_source on ai_drafts (tenant_id, source_id, created_at desc, id desc) where source_id is not null and deleted_at is null;
create index ai_drafts_conversation on ai_drafts (tenant_id, conversation_id, created_at desc, id desc) where conversation_id is not null and deleted_at is null;
create index ai_drafts_contact on ai_drafts (tenant_id, contact_id) where contact_id is not null;
create index ai_drafts_applied_to on ai_drafts (tenant_id, applied_id) where applied_id is not null;
create trigger follow_merge before insert or update of contact_id on ai_drafts for each row when (new.contact_id is not null) execute function app.follow_merge();
select app.protect('ai_drafts', may => '{select,insert}', own => '{created_by,assigned_to}',
  updates => '{status,intent,contact_id,title,intents,draft_payload,fields,edited,confidence,model_state,model_name,model_reason,failed_reason,invoice_id,quote_id,made_work_item_id,expense_id,applied_version,applied_at,applied_by,assigned_to,reviewed_by,reviewed_at,review_notes,version,updated_at,deleted_at}');
reset role;
