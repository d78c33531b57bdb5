create or replace function app.template_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(t) || jsonb_build_object('role', app.role()) from public.templates t
    where t.tenant_id = app.tenant() and t.id = p_id and t.deleted_at is null);
end $$;

-- What a text is filled with, and which it can be. p: type, override (where the business says which it chose), template_id,
-- invoice_id, quote_id, contact_id. A default is one of a few: for each language and each set of profiles.
create or replace function app.template_facts(p jsonb) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare business jsonb := app.business(); invoice jsonb; quote jsonb; chosen text; contact uuid := (p->>'contact_id')::uuid;
begin
  if p ? 'invoice_id' then invoice := app.invoice_object((p->>'invoice_id')::uuid); end if;
  if p ? 'quote_id' then quote := app.quote_object((p->>'quote_id')::uuid); end if;
  contact := coalesce(contact, (invoice->>'contact_id')::uuid, (quote->>'contact_id')::uuid);
  chosen := business->'profile_overrides'->'templates'->>(p->>'override');
  return jsonb_build_object('business', business, 'author', app.member_name(app.actor()), 'invoice', invoice, 'quote', quote,
    'preferred_id', chosen, 'reminder', case when p->>'type' = 'REMINDER' and invoice is not null then app.reminder_facts(array[(p->>'invoice_id')::uuid])->0 end,
    'contact', (select jsonb_build_object('display_name', c.display_name, 'company_name', c.company_name, 'email', c.email, 'phone', c.phone,
      'language', c.language) from public.contacts c where c.tenant_id = app.tenant() and c.id = contact and (p->>'contact_id' is null or c.deleted_at is null)),
    'template', app.template_object((p->>'template_id')::uuid),
    'candidates', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (
      (select t.* from public.templates t where t.tenant_id = app.tenant() and t.type = p->>'type' and t.is_default and t.deleted_at is null limit 200)
      union
      (select t.* from public.templates t where p->>'type' = 'REMINDER' and t.tenant_id = app.tenant() and t.is_default and t.deleted_at is null
        and t.type in ('REMINDER_BEFORE', 'REMINDER_1', 'REMINDER_2', 'REMINDER_FINAL') limit 800)
      union
      (select t.* from public.templates t where t.tenant_id = app.tenant() and t.type = p->>'type' and t.deleted_at is null
        and t.id = (case when chosen ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then chosen end)::uuid)) t));
end $$;
grant execute on function app.template_object(uuid), app.template_facts(jsonb) to hub_app;
