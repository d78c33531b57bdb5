-- Search leaves out what people leave out (core/domain/kernel/text.ts): what was written before is found as what is written now.
-- Invoices also get the names that their contacts have meanwhile.
create function pg_temp.folded(text) returns text language sql immutable as $$
  select lower(replace(replace(replace(replace(replace(replace(replace(replace(
    translate(regexp_replace(normalize(translate($1, '’‘ʼʻ`´′', ''''''''''''''''), NFKD), '[\u0300-\u036f]', '', 'g'),
      'ŁłØøĐđÐðĦħŦŧıŊŋĸς', 'llooddddhhttinnkσ'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), 'þ', 'th'), 'Þ', 'th'))
$$;
create function pg_temp.spelled(text) returns text language sql immutable as $$
  select replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(normalize($1, NFC),
    'ä', 'ae'), 'Ä', 'ae'), 'ö', 'oe'), 'Ö', 'oe'), 'ü', 'ue'), 'Ü', 'ue'), 'ø', 'oe'), 'Ø', 'oe'), 'å', 'aa'), 'Å', 'aa')
$$;

do $$
declare expected bigint; written bigint;
begin
  create temporary table wanted on commit drop as
  with texts (tenant_id, kind, id, field, said) as (
    select tenant_id, 'contact', id, 'display_name', display_name from contacts where deleted_at is null
    union all select tenant_id, 'contact', id, 'company_name', company_name from contacts where deleted_at is null
    union all select tenant_id, 'contact', id, 'email', email from contacts where deleted_at is null
    union all select tenant_id, 'item', id, 'name', name from items where deleted_at is null
    union all select l.tenant_id, 'invoice', l.invoice_id, 'lines', l.name from invoice_lines l
      join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id and i.deleted_at is null
    union all select tenant_id, 'invoice', id, 'reference', reference from invoices where deleted_at is null
  ), chunks as (
    select t.tenant_id, t.kind, t.id, t.field,
      trim(both '''-' from regexp_split_to_table(each, '[\s!-&(-,./:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+')) as chunk
    from texts t, unnest(array[pg_temp.folded(said), pg_temp.folded(pg_temp.spelled(said))]) each
  ), terms as (
    select tenant_id, kind, id, field, regexp_replace(chunk, '[''-]', '', 'g') as term from chunks
    union select tenant_id, kind, id, field, regexp_split_to_table(chunk, '[''-]+') from chunks
    union select tenant_id, 'invoice', id, 'number', regexp_replace(lower(invoice_number), '[^a-z0-9]+', '', 'g') from invoices where deleted_at is null
  )
  select distinct tenant_id, kind, id, field, left(term, 64) collate "C" as term from terms where term <> '';

  delete from wanted w using search_terms s
    where s.tenant_id = w.tenant_id and s.kind = w.kind and s.term = w.term and s.id = w.id and s.field = w.field;
  select count(*) into expected from wanted;
  insert into search_terms (tenant_id, kind, id, term, field) select tenant_id, kind, id, term, field from wanted;
  get diagnostics written = row_count;
  if written <> expected then raise exception 'wrote % of % search terms', written, expected; end if;

  truncate wanted;
  insert into wanted (tenant_id, kind, id, field, term)
    select distinct i.tenant_id, 'invoice', i.id, 'contact', s.term from invoices i
    join search_terms s on s.tenant_id = i.tenant_id and s.kind = 'contact' and s.id = i.contact_id
    where i.deleted_at is null and not exists (select from search_terms o
      where o.tenant_id = i.tenant_id and o.kind = 'invoice' and o.term = s.term and o.id = i.id and o.field = 'contact');
  select count(*) into expected from wanted;
  insert into search_terms (tenant_id, kind, id, term, field) select tenant_id, kind, id, term, field from wanted;
  get diagnostics written = row_count;
  if written <> expected then raise exception 'wrote % of % search terms of contacts', written, expected; end if;
end $$;
