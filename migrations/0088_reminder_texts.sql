-- Texts of reminders: templates of four more types, and with each reminder the words with which it went out.
set role app_owner;
alter table templates
  drop constraint templates_type_check,
  add constraint templates_type_check check (type in ('INVOICE', 'QUOTE', 'REMINDER_BEFORE', 'REMINDER_1', 'REMINDER_2', 'REMINDER_FINAL', 'MESSAGE', 'CHECKLIST', 'OTHER')),
  drop constraint templates_invoice_variables,
  add constraint templates_invoice_variables check (type = 'INVOICE' or type like 'REMINDER%' or concat(subject, ' ', content) !~ '\{\{\s*invoice\.[a-z_]+\s*\}\}'),
  add constraint templates_late_variables check (type in ('REMINDER_1', 'REMINDER_2', 'REMINDER_FINAL') or concat(subject, ' ', content) !~ '\{\{\s*invoice\.days_late\s*\}\}'),
  add constraint templates_early_variables check (type = 'REMINDER_BEFORE' or concat(subject, ' ', content) !~ '\{\{\s*invoice\.days_left\s*\}\}'),
  -- Nobody writes a reminder that goes out by itself.
  add constraint templates_author_variables check (type not like 'REMINDER%' or concat(subject, ' ', content) !~ '\{\{\s*author\.[a-z_]+\s*\}\}');
alter table reminders
  drop constraint reminders_reason_check,
  add constraint reminders_reason_check check (reason in ('OFF', 'PAID', 'VOID', 'PAUSED', 'PROMISED', 'DISPUTED', 'PAYMENT_PENDING', 'BEFORE_RULE', 'SENT_LATER',
    'SUPERSEDED', 'ADDRESS_MISSING', 'ADDRESS_FAILED', 'REFUSED', 'NO_ANSWER', 'TEXT_INCOMPLETE')),
  drop constraint reminders_reason,
  add constraint reminders_reason check (case state when 'SKIPPED' then reason is not null and reason <> 'TEXT_INCOMPLETE' when 'SENT' then reason is null or reason = 'TEXT_INCOMPLETE' else reason is null end),
  -- Its words as they were chosen when its provider was asked; the link of each mail is in none of them.
  add column template_id uuid,
  add column said_subject text,
  add column said_text text,
  add constraint reminders_template_fkey foreign key (tenant_id, template_id) references templates (tenant_id, id);
reset role;
