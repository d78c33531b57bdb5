-- A conversation may wait until a time, and what a member has not seen is counted as long as it is open.
set role app_owner;
alter table conversations add column snoozed_until timestamptz(3),
  drop constraint conversations_status_check,
  add constraint conversations_status_check check (status in ('OPEN', 'CLOSED', 'SNOOZED')),
  add constraint conversations_snoozed check (status <> 'SNOOZED' or snoozed_until is not null);
grant update (snoozed_until) on conversations to hub_app;
alter table conversation_unread add column is_open boolean not null default true;
reset role;
update conversation_unread u set is_open = false
  from conversations c where c.tenant_id = u.tenant_id and c.id = u.conversation_id and c.status <> 'OPEN';

set role app_owner;
create index conversation_unread_open on conversation_unread (tenant_id, user_id) where is_open;
reset role;
