-- Payments are found by their amount and by the notes about them, beside what their invoices are found by. Notes that were written
-- before are indexed as notes are now (core/domain/kernel/text.ts), but for the spellings of umlauts.
set role app_owner;
create index payments_amount on payments (tenant_id, amount, currency, id);

-- What a contact owes and what is kept for him, without reading what he paid long ago.
alter table unapplied_money add column contact_id uuid,
  add constraint unapplied_money_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id);
create index unapplied_money_of on unapplied_money (tenant_id, contact_id) where returned < amount;
create index invoices_owed_by on invoices (tenant_id, contact_id) where status = 'SENT' and amount_paid < total and deleted_at is null;
reset role;

update unapplied_money u set contact_id = i.contact_id from invoices i where i.tenant_id = u.tenant_id and i.id = u.invoice_id;

do $$
declare expected bigint; written bigint;
begin
  create temporary table wanted on commit drop as
  with notes (tenant_id, id, field, said) as (
    select tenant_id, id, 'method_label', method_label from payments where reverses_id is null
    union all select tenant_id, id, 'note', note from payments where reverses_id is null
    union all select tenant_id, reverses_id, case kind when 'REVERSAL' then 'reversal' else 'returned' end, note from payments where reverses_id is not null
  ), words as (
    select tenant_id, id, field, regexp_split_to_table(lower(regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g')),
      '[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2000-\u206f\u3000-\u303f]+') as word
    from notes where said is not null
  )
  select distinct tenant_id, id, field, left(word, 64) collate "C" as term from words where word <> '';
  select count(*) into expected from wanted;
  insert into search_terms (tenant_id, kind, id, term, field) select tenant_id, 'payment', id, term, field from wanted;
  get diagnostics written = row_count;
  if written <> expected then raise exception 'wrote % of % search terms of payments', written, expected; end if;
end $$;
