-- made: how many invoices came of it; last_invoice: the newest of them.
create or replace function app.recurring_invoice_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(r) || jsonb_build_object('role', app.role()) || app.recurring_beyond(r.id, r.contact_id)
    from public.recurring_invoices r where r.tenant_id = app.tenant() and r.id = p_id and r.deleted_at is null);
end $$;

-- What other tables say of one.
create or replace function app.recurring_beyond(p_id uuid, p_contact uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object('today', app.today(),
    'contact', (select jsonb_build_object('id', c.id, 'display_name', c.display_name, 'email', c.email) from public.contacts c
      where c.tenant_id = app.tenant() and c.id = p_contact),
    'made', (select count(*) from public.recurring_periods m where m.tenant_id = app.tenant() and m.recurring_id = p_id),
    'last_invoice', (select jsonb_build_object('id', m.invoice_id, 'day', m.day) from public.recurring_periods m
      where m.tenant_id = app.tenant() and m.recurring_id = p_id order by m.period desc limit 1));
end $$;
-- What is to begin in the past would make many at once.
create or replace function app.day_to_come(p_day date, p_field text) returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if p_day < app.today() then raise exception 'Choose today or a later day' using errcode = 'U0422', hint = p_field; end if;
end $$;
grant execute on function app.recurring_invoice_object(uuid), app.recurring_beyond(uuid, uuid), app.day_to_come(date, text) to hub_app;
