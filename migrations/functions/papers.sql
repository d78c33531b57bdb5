-- A document on paper: what is shown of it, and the parties as they are printed. Runs as the caller, under his policies.
create or replace function app.invoice_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || app.paper_parties(o) from (select app.invoice_object(p_id) as o) found where o is not null
$$;

create or replace function app.quote_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || app.paper_parties(o) from (select app.quote_object(p_id) as o) found where o is not null
$$;

-- Parties as they were when it was finalised, of a draft as they are now. An agent who does not see the customer sees the name alone:
-- forced row security binds the owner of this function as well.
create or replace function app.paper_parties(p_document jsonb) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare parties jsonb; is_whole boolean;
begin
  parties := coalesce(nullif(p_document->'snapshot', 'null'), app.printed_parties((p_document->>'contact_id')::uuid));
  is_whole := app.agent() is null
    or exists (select from public.contacts c where c.tenant_id = app.tenant() and c.id = (p_document->>'contact_id')::uuid);
  if not is_whole then
    parties := jsonb_set(parties, '{contact}', jsonb_build_object('display_name', p_document->'contact'->>'display_name', 'email', null, 'company_name', null, 'tax_id', null,
      'address_line1', null, 'address_line2', null, 'city', null, 'region', null, 'postal_code', null, 'country', null));
  end if;
  return parties || jsonb_build_object('is_whole', is_whole, 'timezone', (select t.timezone from app.tenants t where t.id = app.tenant()));
end $$;

grant execute on function app.invoice_paper(uuid), app.quote_paper(uuid), app.paper_parties(jsonb) to hub_app;
