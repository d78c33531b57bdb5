-- The item that a line was made with; what it copied is the line's own.
set role app_owner;
alter table invoice_lines add column item_id uuid,
  add constraint invoice_lines_item_fkey foreign key (tenant_id, item_id) references items (tenant_id, id);
create index invoice_lines_item on invoice_lines (tenant_id, item_id) where item_id is not null;
reset role;
