-- Mail that comes in: where it arrives, the raw mails, and the conversations and messages that are made of them (H-ENT-4, 5).
set role app_owner;

-- What is before the @: nobody can guess it, and each business has its own from the beginning.
alter table app.tenants add column mail_local text not null default replace(gen_random_uuid()::text, '-', '');
create unique index tenants_mail_local on app.tenants (mail_local);

-- Addresses of before, which still work for a while.
create table app.mail_aliases (
  local text not null,
  tenant_id uuid not null references app.tenants,
  created_at timestamptz(3) not null default app.now(),
  retires_at timestamptz(3) not null,
  constraint mail_aliases_pkey primary key (local)
);
create index mail_aliases_tenant on app.mail_aliases (tenant_id, retires_at);

-- Each raw mail as it arrived; its bytes lie in R2. The same bytes in one business are one mail (EM8).
create table app.mails (
  tenant_id uuid not null references app.tenants,
  id uuid not null,
  raw_key text not null,
  size_bytes bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sender text not null,
  received_at timestamptz(3) not null default app.now(),
  constraint mails_pkey primary key (tenant_id, id),
  constraint mails_content unique (tenant_id, sha256)
);

-- Of webhooks whose signature says nothing of what they carry: each is good for one.
create table app.webhook_tokens (
  token text not null constraint webhook_tokens_pkey primary key,
  seen_at timestamptz(3) not null default clock_timestamp()
);

create table conversations (
  tenant_id uuid not null,
  id uuid not null,
  channel text not null default 'EMAIL' check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'WEB_PORTAL')),
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  contact_id uuid,
  from_name text not null default '' check (length(from_name) <= 320),
  from_address text not null default '' check (length(from_address) <= 320),
  subject text not null default '' check (length(subject) <= 2000),
  -- Without what answers and forwards put before it.
  subject_key text not null default '' check (length(subject_key) <= 200),
  snippet text not null default '' check (length(snippet) <= 300),
  last_message_at timestamptz(3) not null,
  last_direction text not null check (last_direction in ('INBOUND', 'OUTBOUND')),
  assigned_to text,
  attachments_count int not null default 0,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint conversations_pkey primary key (tenant_id, id),
  constraint conversations_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);
create index conversations_newest on conversations (tenant_id, status, last_message_at desc, id desc) where deleted_at is null;
create index conversations_channel on conversations (tenant_id, channel, status, last_message_at desc, id desc) where deleted_at is null;
create index conversations_assigned on conversations (tenant_id, assigned_to, status, last_message_at desc, id desc) where deleted_at is null;
create index conversations_sender on conversations (tenant_id, from_address, subject_key, last_message_at desc) where deleted_at is null;
create index conversations_contact on conversations (tenant_id, contact_id) where contact_id is not null;

create table messages (
  tenant_id uuid not null,
  -- A mail's own.
  id uuid not null,
  conversation_id uuid not null,
  direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
  kind text not null check (kind in ('MESSAGE', 'AUTO_REPLY', 'BOUNCE', 'COMPLAINT', 'LIST')),
  from_name text not null default '' check (length(from_name) <= 320),
  from_address text not null default '' check (length(from_address) <= 320),
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  subject text not null default '' check (length(subject) <= 2000),
  new_text text not null default '',
  signature text not null default '',
  quoted text not null default '',
  html_key text,
  remote_images int not null default 0,
  proven text not null check (proven in ('VERIFIED', 'UNVERIFIED', 'FAILED')),
  bounce jsonb,
  problem text,
  raw_key text not null,
  -- Hashes, because an id may be longer than an index takes: of the Message-ID, and of it with its sender.
  ref_key text check (ref_key ~ '^[0-9a-f]{64}$'),
  once_key text check (once_key ~ '^[0-9a-f]{64}$'),
  received_at timestamptz(3) not null,
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint messages_pkey primary key (tenant_id, id),
  constraint messages_conversation_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id),
  constraint messages_once unique (tenant_id, once_key)
);
create index messages_newest on messages (tenant_id, conversation_id, received_at desc, id desc);
create index messages_ref on messages (tenant_id, ref_key) where ref_key is not null;

-- What a member has not seen yet, with the place that it has in his list.
create table conversation_unread (
  tenant_id uuid not null,
  user_id text not null,
  conversation_id uuid not null,
  last_message_at timestamptz(3) not null,
  constraint conversation_unread_pkey primary key (tenant_id, user_id, conversation_id),
  constraint conversation_unread_fkey foreign key (tenant_id, conversation_id) references conversations (tenant_id, id)
);

create index conversation_unread_newest on conversation_unread (tenant_id, user_id, last_message_at desc, conversation_id desc);
create index conversation_unread_of on conversation_unread (tenant_id, conversation_id);

-- What came with a mail may belong to a contact or an invoice as well.
alter table files add column message_id uuid,
  add constraint files_message_fkey foreign key (tenant_id, message_id) references messages (tenant_id, id);
create index files_message on files (tenant_id, message_id, id) where message_id is not null and deleted_at is null;

select app.protect('conversations', may => '{select}', own => '{created_by,assigned_to}', updates => '{status,assigned_to,contact_id,version,updated_at,deleted_at}');
select app.protect('messages', may => '{select}');
select app.protect('conversation_unread', may => '{select,insert,delete}');
-- An agent sees the messages of conversations that he sees, and what came with them (H-RBAC-14).
create policy agent_own on messages as restrictive using ((app.agent() is not null
  and not exists (select from conversations c where c.tenant_id = messages.tenant_id and c.id = messages.conversation_id)) is not true);
drop policy agent_own on files;
create policy agent_own on files as restrictive using ((app.agent() is not null and created_by <> app.agent()
  and not exists (select from contacts c where c.tenant_id = files.tenant_id and c.id = files.contact_id)
  and not exists (select from invoices i where i.tenant_id = files.tenant_id and i.id = files.invoice_id)
  and not exists (select from messages m where m.tenant_id = files.tenant_id and m.id = files.message_id)) is not true);
reset role;
