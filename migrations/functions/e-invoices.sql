-- What the tax rates of a business are to an e-invoice, by their ids.
create or replace function app.vat_rates() returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_object_agg(r.id, jsonb_build_object('name', r.name, 'percent_e4', r.percent_e4::text, 'parts', r.parts, 'vat_category', r.vat_category, 'exemption_reason', r.exemption_reason)), '{}')
    from public.tax_rates r where r.tenant_id = app.tenant());
end $$;

-- A document with all that its e-invoice needs. Of a frozen one the rates say what they said then; one that was frozen before rates had
-- anything to say is read by what they say now.
create or replace function app.e_invoice(p_kind text, p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare paper jsonb;
begin
  case p_kind
    when 'invoice' then paper := app.invoice_paper(p_id);
    when 'credit_note' then paper := app.credit_note_paper(p_id);
  end case;
  return paper || jsonb_build_object('vat_rates', app.vat_rates() || coalesce(paper->'snapshot'->'vat_rates', '{}'));
end $$;

-- Whether nothing goes out that could be no e-invoice.
create or replace function app.wants_e_invoices() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select t.e_invoices from app.tenants t where t.id = app.tenant() $$;

grant execute on function app.vat_rates(), app.e_invoice(text, uuid), app.wants_e_invoices() to hub_app;
