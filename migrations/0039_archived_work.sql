-- What an agent may see is read in two branches for everybody; of the archive they have indexes now, too.
set role app_owner;
create index work_items_archived_assigned on work_items (tenant_id, assigned_to, due_key, id) where archived_at is not null and deleted_at is null;
create index work_items_archived_created_by on work_items (tenant_id, created_by, due_key, id) where archived_at is not null and deleted_at is null;
reset role;
