-- What leaves the house: one record for each mail (later each text message), whatever it carries; answers and notes in conversations.
set role app_owner;

create table outbound (
  tenant_id uuid not null,
  -- A message's own; of what else is sent, one for each time.
  id uuid not null,
  -- What it carries, and which.
  kind text not null check (kind in ('message', 'invoice', 'quote')),
  object_id uuid not null,
  channel text not null default 'EMAIL' check (channel in ('EMAIL', 'SMS', 'WHATSAPP', 'WEB_PORTAL')),
  -- By which its provider knows that it is the same again.
  key text not null check (length(key) <= 256),
  attempt int not null default 1,
  status text not null default 'QUEUED'
    check (status in ('QUEUED', 'SENT', 'DELIVERED', 'OPENED', 'CLICKED', 'BOUNCED', 'COMPLAINED', 'FAILED', 'CANCELED')),
  reason text check (length(reason) <= 500),
  -- It was tried, and no answer came.
  tried boolean not null default false,
  to_address text not null check (length(to_address) <= 320),
  -- How many got it beside that one: of them all the provider says the same.
  copies int not null default 0,
  provider_id text,
  claimed_until timestamptz(3),
  send_at timestamptz(3),
  sent_at timestamptz(3),
  delivered_at timestamptz(3),
  opened_at timestamptz(3),
  open_count int not null default 0,
  clicked_at timestamptz(3),
  click_count int not null default 0,
  bounced_at timestamptz(3),
  complained_at timestamptz(3),
  failed_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint outbound_pkey primary key (tenant_id, id),
  constraint outbound_key unique (tenant_id, key)
);
create index outbound_object on outbound (tenant_id, object_id, created_at desc, id desc);
create index outbound_to on outbound (tenant_id, to_address, created_at desc);

-- Whose a mail is that a provider tells of; what it tells before its number is known here waits in app.webhook_events.
create table app.sent_mails (
  provider_id text not null constraint sent_mails_pkey primary key,
  tenant_id uuid not null references app.tenants,
  outbound_id uuid not null,
  sent_at timestamptz(3) not null default app.now()
);

alter table messages
  alter column raw_key drop not null,
  alter column proven drop not null,
  add column internal boolean not null default false,
  -- As the mail has it, so that an answer can name it.
  add column message_id text check (length(message_id) <= 1000),
  -- What ours answers, the oldest first.
  add column refs text[] not null default '{}',
  -- Where an answer should go, if its sender said so.
  add column reply_to text not null default '' check (length(reply_to) <= 320),
  add constraint messages_arrived check (direction = 'OUTBOUND' or (raw_key is not null and proven is not null));

alter table conversations
  -- Where an answer goes.
  add column reply_to text not null default '' check (length(reply_to) <= 320),
  -- Of the secret in the address that our mails name for answers: its hash.
  add column thread_key text check (thread_key ~ '^[0-9a-f]{64}$');
create unique index conversations_thread on conversations (tenant_id, thread_key) where thread_key is not null;
alter table app.mails add column thread_key text check (thread_key ~ '^[0-9a-f]{64}$');

-- Why mail to the address of a contact is no use; another address clears it.
alter table contacts
  add column email_problem text check (email_problem in ('BOUNCED', 'COMPLAINED')),
  add column email_problem_reason text check (length(email_problem_reason) <= 500),
  add column email_problem_at timestamptz(3);
grant update (email_problem, email_problem_reason, email_problem_at) on contacts to hub_app;

select app.protect('outbound', may => '{select}');
-- An agent sees how what he sees fared (H-RBAC-14).
create policy agent_own on outbound as restrictive using ((app.agent() is not null
  and not exists (select from messages m where m.tenant_id = outbound.tenant_id and m.id = outbound.object_id)
  and not exists (select from invoices i where i.tenant_id = outbound.tenant_id and i.id = outbound.object_id)) is not true);
reset role;
update conversations set reply_to = from_address where channel = 'EMAIL';
