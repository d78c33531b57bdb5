-- The lines that deduct what another invoice billed: few, and asked for when that one is voided.
set role app_owner;
create index invoice_lines_deductions on invoice_lines (tenant_id, invoice_id) where deduction is not null;
reset role;
