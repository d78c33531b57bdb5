-- Text messages: the numbers that businesses have, and the conversation of each of them with each number that writes to it.
set role app_owner;

-- A number belongs to one business at a time.
create table app.phone_numbers (
  phone text not null constraint phone_numbers_pkey primary key check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  id uuid not null unique,
  tenant_id uuid not null references app.tenants,
  created_at timestamptz(3) not null default app.now()
);
create index phone_numbers_tenant on app.phone_numbers (tenant_id, created_at, id);

alter table conversations
  -- Ours, of a conversation by text message.
  add column phone_number text check (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  -- Since when whoever writes here wants nothing more from that number (STOP); null again after START.
  add column opted_out_at timestamptz(3);
create unique index conversations_text on conversations (tenant_id, phone_number, from_address) where phone_number is not null;

-- Only a mail has raw bytes, and something that its sender proved.
alter table messages drop constraint messages_arrived;

-- The provider of text messages knows no keys: what it may have been asked before is looked for there first.
alter table outbound
  add column asked int not null default 0,
  add column asked_at timestamptz(3);
reset role;
