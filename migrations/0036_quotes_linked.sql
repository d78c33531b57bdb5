-- What a quote was made of, and the files that belong to one.
set role app_owner;

-- Work becomes one quote, however often it is converted (MO14).
alter table quotes add column work_item_id uuid,
  add constraint quotes_work_item_fkey foreign key (tenant_id, work_item_id) references work_items (tenant_id, id);
create unique index quotes_work_item on quotes (tenant_id, work_item_id) where work_item_id is not null and deleted_at is null;

alter table files add column quote_id uuid,
  add constraint files_quote_fkey foreign key (tenant_id, quote_id) references quotes (tenant_id, id),
  drop constraint files_of_one,
  add constraint files_of_one check (num_nonnulls(contact_id, invoice_id, work_item_id, quote_id) <= 1),
  drop column linked_entity_id;
alter table files add column linked_entity_id uuid generated always as (coalesce(contact_id, invoice_id, work_item_id, quote_id)) stored;
create index files_linked on files (tenant_id, linked_entity_id, created_at desc, id desc) where deleted_at is null;
create index files_of_quotes on files (tenant_id, created_at desc, id desc) where quote_id is not null and deleted_at is null;
grant update (quote_id) on files to hub_app;
drop policy agent_own on files;
create policy agent_own on files as restrictive using ((app.agent() is not null and created_by <> app.agent()
  and not exists (select from contacts c where c.tenant_id = files.tenant_id and c.id = files.contact_id)
  and not exists (select from invoices i where i.tenant_id = files.tenant_id and i.id = files.invoice_id)
  and not exists (select from quotes q where q.tenant_id = files.tenant_id and q.id = files.quote_id)
  and not exists (select from messages m where m.tenant_id = files.tenant_id and m.id = files.message_id)
  and not exists (select from work_items w where w.tenant_id = files.tenant_id and w.id = files.work_item_id)) is not true);
reset role;
