-- What one of a line is: an hour, a square metre. Null where that goes without saying.
set role app_owner;
alter table invoice_lines add column unit text constraint invoice_lines_unit check (length(unit) between 1 and 20);
reset role;
