-- A document on paper: what is shown of it, and the parties as they are printed. Runs as the caller, under his policies.
create or replace function app.invoice_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || app.paper_parties(o) || jsonb_build_object('place', app.paper_place('invoice', o)) from (select app.invoice_object(p_id) as o) found where o is not null
$$;

create or replace function app.quote_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || app.paper_parties(o) || jsonb_build_object('place', app.paper_place('quote', o)) from (select app.quote_object(p_id) as o) found where o is not null
$$;

create or replace function app.credit_note_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || app.paper_parties(o) || jsonb_build_object('place', app.paper_place('credit_note', o)) from (select app.credit_note_object(p_id) as o) found where o is not null
$$;

-- What came in for an invoice and what went back of it, as its page and its receipt print it: an entry that was a mistake, and that it was
-- taken back, are neither.
create or replace function app.printed_payments(p_invoice uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('applied', p.applied, 'paid_at', p.paid_at, 'provider', p.provider,
      'method_label', p.method_label, 'receipt_url', p.receipt_url) order by p.paid_at, p.created_at, p.id), '[]')
    from public.payments p where p.tenant_id = app.tenant() and p.invoice_id = p_invoice and p.applied <> 0 and p.kind <> 'REVERSAL'
      and not exists (select from public.payments r where r.tenant_id = p.tenant_id and r.reverses_id = p.id and r.kind = 'REVERSAL')
$$;

create or replace function app.receipt_paper(p_id uuid) returns jsonb
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select o || jsonb_build_object('payments', app.printed_payments(p_id)) from (select app.invoice_paper(p_id) as o) found where o is not null
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

-- Of which frozen document it is the paper, with its hash where it was made; null for a draft, and in a sample business, of which nothing is kept.
create or replace function app.paper_place(p_kind text, p_document jsonb) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case when p_document->>'finalised_at' is not null and not app.is_sample() then jsonb_build_object('tenant_id', app.tenant(), 'kind', p_kind, 'id', p_document->>'id',
    'finalised_at', p_document->>'finalised_at',
    'sha256', (select p.sha256 from public.papers p where p.tenant_id = app.tenant() and p.kind = p_kind and p.id = (p_document->>'id')::uuid
      and p.finalised_at = (p_document->>'finalised_at')::timestamptz)) end
$$;

-- The hash of the one paper of a frozen document: the first that was made of it, which the audit records. Null for what is not frozen so any more.
create or replace function app.keep_paper(p_place jsonb, p_sha256 text, p_size int, p_request text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid := (p_place->>'tenant_id')::uuid; document uuid := (p_place->>'id')::uuid; frozen timestamptz := (p_place->>'finalised_at')::timestamptz; is_frozen boolean;
begin
  perform set_config('app.tenant', owner::text, true);
  case p_place->>'kind'
    when 'invoice' then select true into is_frozen from public.invoices i where i.tenant_id = owner and i.id = document and i.finalised_at = frozen;
    when 'credit_note' then select true into is_frozen from public.credit_notes n where n.tenant_id = owner and n.id = document and n.finalised_at = frozen;
    when 'quote' then select true into is_frozen from public.quotes q where q.tenant_id = owner and q.id = document and q.finalised_at = frozen;
  end case;
  if is_frozen is null then return null; end if;
  insert into public.papers (tenant_id, kind, id, finalised_at, sha256, size_bytes) values (owner, p_place->>'kind', document, frozen, p_sha256, p_size)
    on conflict on constraint papers_pkey do nothing;
  if found then
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after, request_id)
      values (owner, app.now(), 'system', (p_place->>'kind') || '.keep_paper', p_place->>'kind', document, jsonb_build_object('sha256', p_sha256, 'size_bytes', p_size), nullif(p_request, ''));
  end if;
  return (select p.sha256 from public.papers p where p.tenant_id = owner and p.kind = p_place->>'kind' and p.id = document and p.finalised_at = frozen);
end $$;

grant execute on function app.credit_note_paper(uuid), app.invoice_paper(uuid), app.quote_paper(uuid), app.receipt_paper(uuid), app.printed_payments(uuid), app.paper_parties(jsonb), app.paper_place(text, jsonb),
  app.keep_paper(jsonb, text, int, text) to hub_app;
