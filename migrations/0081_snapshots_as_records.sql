-- Snapshots are kept as PostgreSQL writes records from now on: those that were taken as JSON, of exports that are still being made, are
-- taken anew by their jobs.
delete from app.export_rows;
update public.exports set status = 'QUEUED', snapshot_at = null, entities = '[]', parts = '[]', bytes_done = 0, version = version + 1 where status = 'RUNNING';
