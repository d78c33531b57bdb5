-- Reminders of invoices (H-SM-11, H-MON-7): the rule that a person saw when he sent, what was decided by it, and what an invoice or a
-- contact has of its own.
set role app_owner;

create table app.reminder_rules (
  tenant_id uuid not null constraint reminder_rules_pkey primary key references app.tenants,
  -- Who sent with the schedule before his eyes first.
  agreed_at timestamptz(3) not null,
  agreed_by text not null,
  -- Since when the schedule is as it is: what its days were before is not made up for.
  since timestamptz(3) not null,
  -- The local morning on which is decided next; null: to be worked out.
  next_at timestamptz(3)
);
create index reminder_rules_next on app.reminder_rules (next_at);

create table reminders (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  -- EXTRA: one more by a person, of no stage.
  stage text not null check (stage in ('BEFORE_1', 'BEFORE_2', 'BEFORE_3', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS', 'EXTRA')),
  channel text not null check (channel in ('EMAIL', 'WORK_ITEM')),
  -- Of which due date: another one is another reminder.
  due_date date not null,
  -- The day of its schedule, then the one on which it went out; both where the business is.
  day date not null,
  decided_on date not null,
  state text not null check (state in ('PLANNED', 'SENT', 'SKIPPED')),
  reason text check (reason in ('OFF', 'PAID', 'VOID', 'PAUSED', 'PROMISED', 'DISPUTED', 'PAYMENT_PENDING', 'BEFORE_RULE', 'SENT_LATER',
    'SUPERSEDED', 'ADDRESS_MISSING', 'ADDRESS_FAILED', 'REFUSED', 'NO_ANSWER')),
  detail text check (length(detail) <= 500),
  manual boolean not null default false,
  -- The local day on which its provider was asked.
  attempted_on date,
  sent_at timestamptz(3),
  work_item_id uuid,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint reminders_pkey primary key (tenant_id, id),
  constraint reminders_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint reminders_work_item_fkey foreign key (tenant_id, work_item_id) references work_items (tenant_id, id),
  constraint reminders_reason check ((reason is not null) = (state = 'SKIPPED')),
  constraint reminders_sent check ((sent_at is not null) = (state = 'SENT'))
);
-- TM5: one message, whatever happens.
create unique index reminders_once on reminders (tenant_id, invoice_id, stage, channel, due_date) where stage <> 'EXTRA';
create unique index reminders_daily on reminders (tenant_id, invoice_id, attempted_on) where attempted_on is not null and channel = 'EMAIL';
create index reminders_days on reminders (tenant_id, day, invoice_id, stage);
create index reminders_planned on reminders (tenant_id, decided_on) where state = 'PLANNED';
select app.protect('reminders', may => '{select}');
-- An agent sees those of what is his (H-RBAC-14).
create policy agent_own on reminders as restrictive using ((app.agent() is not null
  and not exists (select from invoices i where i.tenant_id = reminders.tenant_id and i.id = reminders.invoice_id)) is not true);

alter table invoices
  add column reminders_paused_at timestamptz(3),
  -- The last day of the pause; null: until somebody ends it.
  add column reminders_paused_until date,
  add column promised_on date,
  add constraint invoices_pause check (reminders_paused_at is not null or reminders_paused_until is null);
grant update (reminders_paused_at, reminders_paused_until, promised_on) on invoices to hub_app;

-- What of the schedule is another one for this contact: enabled, days_after_due, days_before_due.
alter table contacts add column reminders jsonb check (jsonb_typeof(reminders) = 'object');
grant update (reminders) on contacts to hub_app;
create index contacts_reminders on contacts (tenant_id, id) where reminders is not null;
reset role;
