-- What is done with a document of any kind. A kind names its tables and columns: an invoice stands in invoices, has an
-- invoice_number and is counted with the business's invoice_prefix.

-- Freezes a draft: number, date and everything that is printed. Behind the lock of the document; a second call changes nothing. What
-- was taken back to be changed keeps its number.
create or replace function app.finalise(p_kind text, p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare number text; frozen boolean;
begin
  execute format('select %1$I, finalised_at is not null and %1$I is not null from public.%2$I where tenant_id = app.tenant() and id = $1', p_kind || '_number', p_kind || 's') into number, frozen using p_id;
  if frozen then return; end if;
  if p_kind = 'invoice' then perform app.must_deduct_what_stands(p_id); end if;
  if p_kind = 'credit_note' then perform app.hold_credited((select n.invoice_id from public.credit_notes n where n.tenant_id = app.tenant() and n.id = p_id), null); end if;
  number := coalesce(number, app.take_number(p_kind));
  execute format('update public.%I set finalised_at = app.now(), %I = $1, snapshot = app.printed_parties(contact_id) || jsonb_build_object(''vat_rates'', app.vat_rates()) where tenant_id = app.tenant() and id = $2',
    p_kind || 's', p_kind || '_number') using number, p_id;
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), p_kind, p_id, word, 'number'
    from (select regexp_split_to_table(lower(number), '[^a-z0-9]+') union select regexp_replace(lower(number), '[^a-z0-9]+', '', 'g')) words (word)
    where word <> ''
    on conflict do nothing;
end $$;

-- Call only behind the lock of the document, so that a refused send keeps its number and leaves no gap.
create or replace function app.take_number(p_kind text) returns text
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare n bigint;
begin
  insert into public.counters (tenant_id, kind, last) values (app.tenant(), p_kind, 1)
    on conflict on constraint counters_pkey do update set last = counters.last + 1 returning last into n;
  return (select app.written_number(to_jsonb(t)->>(p_kind || '_prefix'), (to_jsonb(t)->>(p_kind || '_digits'))::int, n, app.today())
    from app.tenants t where t.id = app.tenant());
end $$;

-- As `documentNumber` of core/domain/documents/numbers.ts shows it beforehand.
create or replace function app.written_number(p_prefix text, p_digits int, p_number bigint, p_day date) returns text
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select replace(replace(p_prefix, '{YYYY}', to_char(p_day, 'YYYY')), '{YY}', to_char(p_day, 'YY'))
    || lpad(p_number::text, greatest(p_digits, length(p_number::text)), '0')
$$;

-- The one that app.take_number will give out.
create or replace function app.next_number(p_kind text) returns bigint
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select c.last from public.counters c where c.tenant_id = app.tenant() and c.kind = p_kind), 0) + 1;
end $$;

-- Where the numbers go on. Behind the counter's lock: one that was given out never comes again, and none is lowered.
create or replace function app.number_from(p_kind text, p_next bigint) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare used bigint;
begin
  insert into public.counters (tenant_id, kind, last) values (app.tenant(), p_kind, 0) on conflict on constraint counters_pkey do nothing;
  select last into used from public.counters where tenant_id = app.tenant() and kind = p_kind for update;
  if p_next <= used then
    raise exception '% was given out already: go on with % or more', used, used + 1 using errcode = 'U0422', hint = p_kind || '_next_number';
  end if;
  update public.counters set last = p_next - 1 where tenant_id = app.tenant() and kind = p_kind;
end $$;

-- Business and customer as they are now, in the form that a finalised document keeps. Questions go to the owner until the
-- business names an address of its own.
create or replace function app.printed_parties(p_contact uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'business', to_jsonb(t) - array['settings', 'settings_version', 'e_invoices', 'owner_email', 'plan', 'profile_id', 'external_org_id', 'created_at', 'updated_at', 'id',
        'closing_id', 'closed_at', 'closed_by', 'kept_until', 'reopened_at', 'closed_spans', 'removal_step', 'review_access_since', 'review_access_by', 'review_access_scopes']
      || jsonb_build_object('email', coalesce(t.email, t.owner_email), 'online_payments', t.online_payments and not app.off() ? 'payments'),
    'contact', (select to_jsonb(c) - array['tenant_id', 'id', 'notes', 'tags', 'status', 'assigned_to', 'reminders', 'version', 'created_at', 'updated_at', 'created_by', 'deleted_at']
                from public.contacts c where c.tenant_id = t.id and c.id = p_contact))
  from app.tenants t where t.id = app.tenant()
$$;

-- The lines of a document, in the place of those that were there: rows of its kind's table without what says whose they are.
-- Runs as the caller, under his policies.
create or replace function app.write_lines(p_kind text, p_id uuid, p_lines jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare invoice_line public.invoice_lines; quote_line public.quote_lines; credit_note_line public.credit_note_lines;
begin
  case p_kind
    when 'invoice' then
      invoice_line.tenant_id := app.tenant();
      invoice_line.invoice_id := p_id;
      delete from public.invoice_lines where tenant_id = app.tenant() and invoice_id = p_id;
      insert into public.invoice_lines select line.* from jsonb_populate_recordset(invoice_line, p_lines) line;
    when 'credit_note' then
      credit_note_line.tenant_id := app.tenant();
      credit_note_line.credit_note_id := p_id;
      delete from public.credit_note_lines where tenant_id = app.tenant() and credit_note_id = p_id;
      insert into public.credit_note_lines select line.* from jsonb_populate_recordset(credit_note_line, p_lines) line;
    when 'quote' then
      quote_line.tenant_id := app.tenant();
      quote_line.quote_id := p_id;
      quote_line.optional := false;
      quote_line.qty_editable := false;
      delete from public.quote_lines where tenant_id = app.tenant() and quote_id = p_id;
      insert into public.quote_lines select line.* from jsonb_populate_recordset(quote_line, p_lines) line;
  end case;
end $$;

-- What an object is found by, field by field; the terms that these fields had before go. Runs as the caller, under his policies.
create or replace function app.index_terms(p_kind text, p_id uuid, p_terms jsonb) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.search_terms where tenant_id = app.tenant() and kind = p_kind and id = p_id and p_terms ? field;
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select app.tenant(), p_kind, p_id, term, field from jsonb_each(p_terms) fields (field, terms), jsonb_array_elements_text(terms) term;
end $$;

-- A document is found by its contact's names too. Runs as the caller, under his policies.
create or replace function app.index_contact_of(p_kind text, p_id uuid, p_contact uuid) returns void
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.search_terms where tenant_id = app.tenant() and kind = p_kind and id = p_id and field = 'contact';
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), p_kind, p_id, s.term, 'contact' from public.search_terms s
    where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_contact;
end $$;

-- The names of a contact have changed: its documents are found by the new ones. What went out keeps the old ones, which stand
-- on it, too. An agent renames for everybody, so this does not ask which of the documents are his.
create or replace function app.index_documents_of(p_kind text, p_contact uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); drafts uuid[]; sent uuid[];
begin
  perform set_config('app.agent', '', true);
  execute format($q$select array_agg(d.id) filter (where d.finalised_at is null), array_agg(d.id) filter (where d.finalised_at is not null)
    from public.%I d where d.tenant_id = app.tenant() and d.contact_id = $1 and d.deleted_at is null$q$, p_kind || 's') into drafts, sent using p_contact;
  perform app.index_under('contact', p_kind, drafts, app.names_of(p_contact));
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select app.tenant(), p_kind, id, term, 'contact' from unnest(sent) id, unnest(app.names_of(p_contact)) term on conflict do nothing;
  perform set_config('app.agent', coalesce(agent, ''), true);
end $$;

-- All that a contact is found by.
create or replace function app.names_of(p_contact uuid) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(select distinct s.term from public.search_terms s where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_contact)
$$;

grant execute on function app.finalise(text, uuid), app.write_lines(text, uuid, jsonb), app.index_terms(text, uuid, jsonb), app.index_contact_of(text, uuid, uuid),
  app.index_documents_of(text, uuid) to hub_app;
