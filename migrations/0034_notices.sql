-- What concerns a member: written by what happens, read by him alone (H-UI-27).
set role app_owner;

create table notices (
  tenant_id uuid not null,
  id uuid not null,
  user_id text not null,
  kind text not null check (kind in ('CONVERSATION_ASSIGNED', 'MESSAGE_RECEIVED', 'WORK_ITEM_ASSIGNED', 'QUOTE_APPROVED', 'QUOTE_REJECTED',
    'PAYMENT_RECEIVED', 'PAYMENT_DISPUTED')),
  object_type text not null check (object_type in ('conversation', 'work_item', 'quote', 'invoice')),
  object_id uuid not null,
  -- How often it happened since he looked.
  count int not null default 1,
  at timestamptz(3) not null default app.now(),
  read_at timestamptz(3),
  mailed_at timestamptz(3),
  created_at timestamptz(3) not null default app.now(),
  constraint notices_pkey primary key (tenant_id, id)
);
create unique index notices_once on notices (tenant_id, user_id, kind, object_id) where read_at is null;
create index notices_newest on notices (tenant_id, user_id, at desc, id desc);
create index notices_unread on notices (tenant_id, user_id, at desc, id desc) where read_at is null;

-- Whether what he has not read is mailed to him once a day.
alter table app.memberships add column notices_mail text not null default 'NEVER' constraint memberships_notices_mail check (notices_mail in ('NEVER', 'DAILY'));

select app.protect('notices', may => '{select}', updates => '{read_at}');
create policy own on notices as restrictive to hub_app using (user_id = app.actor());
reset role;
