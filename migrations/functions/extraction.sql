-- What the reading of words is told of a business: where it is, and of its last expenses to whom they were paid and what they were called
-- at the last. Whoever sees only his own is told of his own.
create or replace function app.extraction_facts(p_most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent();
begin
  return (select jsonb_build_object('country', t.country, 'timezone', t.timezone, 'now', app.now(),
    'vendors', (select coalesce(jsonb_agg(jsonb_build_object('name', v.name, 'category', v.category)), '[]') from (
      select distinct on (lower(e.name)) e.name, e.category from (
        select coalesce(c.display_name, x.vendor_name) as name, x.category, x.listed_on, x.id from public.expenses x
          left join public.contacts c on c.tenant_id = x.tenant_id and c.id = x.vendor_contact_id and c.deleted_at is null
          where x.tenant_id = t.id and x.deleted_at is null and x.status <> 'REJECTED' and (agent is null or x.created_by = agent)
          order by x.listed_on desc, x.id desc limit least(p_most, 500)) e
        where e.name is not null order by lower(e.name), e.category is null, e.listed_on desc, e.id desc) v),
    'corrections', app.corrections(100))
  from app.tenants t where t.id = app.tenant());
end $$;

-- What a person changed of the newest drafts that were then made: as it was read, and as it is. An agent is told of his own.
create or replace function app.corrections(p_most int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent();
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('edited', x.edited, 'currency', x.draft_payload->>'currency', 'vendor_name', x.draft_payload->>'vendor_name', 'lines', coalesce(x.draft_payload->'line_items', '[]'),
      'read', (select coalesce(jsonb_object_agg(f.key, coalesce(f.value->>'said', f.value->>'value')), '{}') from jsonb_each(x.fields) f where f.key ~ '^(vendor_name|line_items[.][0-9]+[.](name|rate))$')) order by x.created_at desc, x.id desc), '[]')
    from (select d.* from public.ai_drafts d where d.tenant_id = app.tenant() and d.status = 'APPLIED' and d.edited <> '[]' and d.deleted_at is null
        and (agent is null or agent in (d.created_by, d.assigned_to))
      order by d.created_at desc, d.id desc limit least(p_most, 100)) x);
end $$;
grant execute on function app.extraction_facts(int) to hub_app;
