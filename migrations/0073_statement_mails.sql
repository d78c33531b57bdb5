-- Statements by mail, also on a day of each month: statement_plan names the rule that a person wrote last, so that what an earlier one left ends.
set role app_owner;
alter table app.tenants
  add column statement_day int constraint tenants_statement_day check (statement_day between 1 and 28),
  add column statement_plan uuid,
  add constraint tenants_statement_plan check ((statement_day is null) = (statement_plan is null));
alter table outbound drop constraint outbound_kind_check,
  add constraint outbound_kind_check check (kind in ('message', 'invoice', 'quote', 'quote_decision', 'credit_note', 'statement'));
reset role;
