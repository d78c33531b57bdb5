-- The work of erasing a person, after its record is gone: bounded steps, each of which may be done twice.

-- What was the person's, and whether the law wants it kept.
create or replace function app.erase_gather(e app.erasures, who uuid[], points text[]) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  insert into app.erased_objects (tenant_id, id, contact_id, kind, is_kept)
    select e.tenant_id, o.id, e.contact_id, o.kind, o.is_kept from (
      select unnest(who) as id, 'contact' as kind, false as is_kept
      union all select c.id, 'conversation', false from public.conversations c where c.tenant_id = e.tenant_id and c.contact_id = any (who)
      union all select c.id, 'conversation', false from public.conversations c where c.tenant_id = e.tenant_id and c.contact_id is null and c.from_address = any (points)
      union all select w.id, 'work_item', false from public.work_items w where w.tenant_id = e.tenant_id and w.contact_id = any (who)
      union all select q.id, 'quote', q.status in ('APPROVED', 'CONVERTED') from public.quotes q where q.tenant_id = e.tenant_id and q.contact_id = any (who)
      union all select i.id, 'invoice', i.finalised_at is not null from public.invoices i where i.tenant_id = e.tenant_id and i.contact_id = any (who)
      union all select n.id, 'credit_note', n.finalised_at is not null from public.credit_notes n where n.tenant_id = e.tenant_id and n.contact_id = any (who)
      union all select p.id, 'payment', true from public.payments p join public.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
        where i.tenant_id = e.tenant_id and i.contact_id = any (who)
      union all select x.id, 'expense', x.status = 'APPROVED' and x.deleted_at is null from public.expenses x where x.tenant_id = e.tenant_id and x.vendor_contact_id = any (who)
      union all select r.id, 'recurring_invoice', false from public.recurring_invoices r where r.tenant_id = e.tenant_id and r.contact_id = any (who)) o
    on conflict do nothing;
  insert into app.erased_objects (tenant_id, id, contact_id, kind, is_kept)
    select e.tenant_id, m.id, e.contact_id, 'message', false from app.erased_objects o join public.messages m on m.tenant_id = o.tenant_id and m.conversation_id = o.id
      where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind = 'conversation' on conflict do nothing;
  -- Files of what goes; not the receipt of what is kept.
  insert into app.erased_objects (tenant_id, id, contact_id, kind, is_kept)
    select e.tenant_id, f.id, e.contact_id, 'file', false from app.erased_objects o cross join lateral (
        select x.* from public.files x where x.tenant_id = o.tenant_id and x.linked_entity_id = o.id and o.kind <> 'message'
        union all select x.* from public.files x where x.tenant_id = o.tenant_id and x.message_id = o.id and x.linked_entity_id is null and o.kind = 'message') f
      where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and not o.is_kept and not exists (select from public.expenses x where x.tenant_id = f.tenant_id
        and x.receipt_file_id = f.id and x.deleted_at is null and not exists (select from app.erased_objects y where y.tenant_id = x.tenant_id and y.id = x.id and not y.is_kept))
      on conflict do nothing;
  insert into app.stopped_numbers (tenant_id, hash)
    select c.tenant_id, sha256(convert_to(c.tenant_id || ':' || c.from_address, 'UTF8')) from app.erased_objects o join public.conversations c on c.tenant_id = o.tenant_id and c.id = o.id
      where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind = 'conversation' and c.opted_out_at is not null and c.phone_number is not null on conflict do nothing
$$;

-- Whether one of these is among what goes.
create or replace function app.is_erased(p_tenant uuid, p_id uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from app.erased_objects o where o.tenant_id = p_tenant and o.id = p_id and not o.is_kept) $$;

-- The next files, with the bytes that no other file shows; how many.
create or replace function app.erase_files(e app.erasures, p_limit int) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare ids uuid[]; keys text[];
begin
  select array_agg(f.id), array_agg(f.object_key) into ids, keys from (select f.id, f.object_key from app.erased_objects o join public.files f on f.tenant_id = o.tenant_id and f.id = o.id
    where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind = 'file' limit p_limit) f;
  if ids is null then return 0; end if;
  update public.expenses x set receipt_file_id = null where x.tenant_id = e.tenant_id and x.receipt_file_id = any (ids);
  -- What they took is counted when they are deleted.
  update public.files f set deleted_at = app.now() where f.tenant_id = e.tenant_id and f.id = any (ids) and f.deleted_at is null;
  delete from public.files f where f.tenant_id = e.tenant_id and f.id = any (ids);
  insert into app.erased_contents (tenant_id, object_key) select e.tenant_id, k from (select distinct unnest(keys) as k) k
    where not exists (select from public.files f where f.tenant_id = e.tenant_id and f.object_key = k.k and f.deleted_at is null) on conflict do nothing;
  return cardinality(ids);
end $$;

-- The next messages, as they are shown and as they came.
create or replace function app.erase_messages(e app.erasures, p_limit int) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare ids uuid[]; keys text[];
begin
  ids := array(select m.id from app.erased_objects o join public.messages m on m.tenant_id = o.tenant_id and m.id = o.id
    where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind = 'message' limit p_limit);
  if ids = '{}' then return 0; end if;
  delete from public.ai_drafts d where d.tenant_id = e.tenant_id and d.message_id = any (ids);
  delete from app.sent_mails s using public.outbound b where s.tenant_id = e.tenant_id and b.tenant_id = e.tenant_id and s.outbound_id = b.id and b.object_id = any (ids);
  delete from public.outbound b where b.tenant_id = e.tenant_id and b.object_id = any (ids);
  with gone as (delete from public.messages m where m.tenant_id = e.tenant_id and m.id = any (ids) returning m.html_key, m.raw_key)
    select array_agg(k) into keys from gone, unnest(array[html_key, raw_key]) k where k is not null;
  delete from app.mails m where m.tenant_id = e.tenant_id and m.id = any (array(select right(k, 36)::uuid from unnest(keys) k where k ~ '/mail/[0-9a-f-]{36}$'));
  insert into app.erased_contents (tenant_id, object_key) select e.tenant_id, k from unnest(keys) k
    where not exists (select from public.files f where f.tenant_id = e.tenant_id and f.object_key = k and f.deleted_at is null) on conflict do nothing;
  return cardinality(ids);
end $$;

-- Conversations, work, drafts and quotes that nobody took up.
create or replace function app.erase_things(e app.erasures, who uuid[], points text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := e.tenant_id;
begin
  -- Whom it was read of, proposes or proposed stands in it, too.
  delete from public.ai_drafts d where d.tenant_id = here and (d.contact_id = any (who) or array[d.fields->'contact_id'->>'value', d.draft_payload->>'contact_id', d.draft_payload->>'vendor_contact_id'] && who::text[]
    or (d.kept <> '{}' and exists (select from unnest(who) w where strpos(d.kept::text, w::text) > 0)) or exists (select from app.erased_objects o
    where o.tenant_id = here and o.id in (d.conversation_id, d.work_item_id, d.file_id, d.applied_id)));
  update public.work_items w set conversation_id = null where w.tenant_id = here and w.conversation_id is not null and app.is_erased(here, w.conversation_id);
  delete from public.conversation_unread u using app.erased_objects o where o.tenant_id = here and o.kind = 'conversation' and u.tenant_id = here and u.conversation_id = o.id;
  delete from public.conversations c using app.erased_objects o where o.tenant_id = here and o.kind = 'conversation' and c.tenant_id = here and c.id = o.id;
  delete from public.work_item_notes n using app.erased_objects o where o.tenant_id = here and o.kind = 'work_item' and n.tenant_id = here and n.work_item_id = o.id;
  update public.work_items w set title = app.erased_name(), description = null, labels_json = '{}', checklist = '[]', version = w.version + 1, updated_at = app.now()
    from app.erased_objects o where o.tenant_id = here and o.kind = 'work_item' and w.tenant_id = here and w.id = o.id;
  delete from public.invoice_lines l using app.erased_objects o where o.tenant_id = here and o.kind = 'invoice' and not o.is_kept and l.tenant_id = here and l.invoice_id = o.id;
  update public.invoices i set internal_notes = null, tags = '{}', updated_at = app.now() from app.erased_objects o where o.tenant_id = here and o.kind = 'invoice' and i.tenant_id = here and i.id = o.id;
  update public.invoices i set reference = null, po_number = null, notes = null, terms = null, discount = null, charges = '[]', taxes = '[]', deleted_at = coalesce(i.deleted_at, app.now()), version = i.version + 1
    from app.erased_objects o where o.tenant_id = here and o.kind = 'invoice' and not o.is_kept and i.tenant_id = here and i.id = o.id;
  update public.credit_notes n set internal_notes = null, tags = '{}', updated_at = app.now() from app.erased_objects o where o.tenant_id = here and o.kind = 'credit_note' and n.tenant_id = here and n.id = o.id;
  delete from public.credit_note_lines l using app.erased_objects o where o.tenant_id = here and o.kind = 'credit_note' and not o.is_kept and l.tenant_id = here and l.credit_note_id = o.id;
  update public.credit_notes n set reference = null, po_number = null, reason = null, notes = null, terms = null, discount = null, charges = '[]', taxes = '[]', piece = '{}', deleted_at = coalesce(n.deleted_at, app.now()), version = n.version + 1
    from app.erased_objects o where o.tenant_id = here and o.kind = 'credit_note' and not o.is_kept and n.tenant_id = here and n.id = o.id;
  delete from public.quote_lines l using app.erased_objects o where o.tenant_id = here and o.kind = 'quote' and not o.is_kept and l.tenant_id = here and l.quote_id = o.id;
  update public.quotes q set internal_notes = null, tags = '{}', updated_at = app.now() from app.erased_objects o where o.tenant_id = here and o.kind = 'quote' and q.tenant_id = here and q.id = o.id;
  update public.quotes q set reference = null, po_number = null, notes = null, terms = null, discount = null, charges = '[]', taxes = '[]', deposit = null, snapshot = null, accepted = null, decision = null,
      deleted_at = coalesce(q.deleted_at, app.now()), version = q.version + 1
    from app.erased_objects o where o.tenant_id = here and o.kind = 'quote' and not o.is_kept and q.tenant_id = here and q.id = o.id;
  update public.recurring_invoices r set content = '{}', problem = null, deleted_at = coalesce(r.deleted_at, app.now()), version = r.version + 1
    from app.erased_objects o where o.tenant_id = here and o.kind = 'recurring_invoice' and r.tenant_id = here and r.id = o.id;
  -- What was approved keeps the name that it was approved with.
  update public.expenses x set vendor_name = case when o.is_kept then e.named->'names'->>(x.vendor_contact_id::text) end, vendor_contact_id = null
    from app.erased_objects o where o.tenant_id = here and o.kind = 'expense' and x.tenant_id = here and x.id = o.id and x.vendor_contact_id is not null;
  update public.expenses x set vendor_name = null, notes = null, sender = null, invoice_number = null, rejected_reason = null, category = null, deleted_at = coalesce(x.deleted_at, app.now()), version = x.version + 1
    from app.erased_objects o where o.tenant_id = here and o.kind = 'expense' and not o.is_kept and x.tenant_id = here and x.id = o.id;
end $$;

-- What was told of them: where it was sent, by which links, what it is found by, copies of it.
create or replace function app.erase_traces(e app.erasures, who uuid[], points text[]) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare here uuid := e.tenant_id;
begin
  update public.consents c set note = null where c.tenant_id = here and c.contact_id = any (who);
  delete from app.sent_mails s using public.outbound b, app.erased_objects o where o.tenant_id = here and b.tenant_id = here and b.object_id = o.id and s.tenant_id = here and s.outbound_id = b.id;
  update public.outbound b set to_address = '', reason = null, provider_id = null from app.erased_objects o where o.tenant_id = here and b.tenant_id = here and b.object_id = o.id;
  delete from app.portal_tokens k using app.erased_objects o where o.tenant_id = here and k.tenant_id = here and k.object_id = o.id;
  update public.reminders r set detail = null, said_subject = null, said_text = null from app.erased_objects o where o.tenant_id = here and o.kind = 'invoice' and r.tenant_id = here and r.invoice_id = o.id;
  update public.checkout_sessions s set url = null from app.erased_objects o where o.tenant_id = here and o.kind = 'invoice' and s.tenant_id = here and s.invoice_id = o.id;
  delete from public.document_views v using app.erased_objects o where o.tenant_id = here and not o.is_kept and v.tenant_id = here and v.id = o.id;
  with gone as (delete from public.papers p using app.erased_objects o where o.tenant_id = here and not o.is_kept and p.tenant_id = here and p.id = o.id returning p.sha256)
    insert into app.erased_contents (tenant_id, object_key) select distinct here, format('tenant/%s/papers/%s', here, g.sha256) from gone g
      where not exists (select from public.papers p where p.tenant_id = here and p.sha256 = g.sha256 and not app.is_erased(here, p.id)) on conflict do nothing;
  delete from public.search_terms s using app.erased_objects o where o.tenant_id = here and s.tenant_id = here and s.kind = o.kind and s.id = o.id
    and (not o.is_kept or s.field in ('contact', 'merged'));
  delete from public.notices n using app.erased_objects o where o.tenant_id = here and not o.is_kept and n.tenant_id = here and n.object_id = o.id;
  update public.contact_import_rows r set fields = '{}', terms = '{}', problem = null, before = null where r.tenant_id = here
    and (r.contact_id = any (who) or r.duplicate_of = any (who) or r.fields->>'email' = any (points) or r.fields->>'phone' = any (points));
  update app.alerts a set detail = '{}' from app.erased_objects o where o.tenant_id = here and a.tenant_id = here and a.object_id = o.id;
  -- A repeat of one of these requests is refused, not done again.
  update app.idempotency i set hash = 'erased', result = 'null' where i.tenant_id = here and i.result is not null and i.scope not like '%/erase' and exists (select from app.erased_objects o
    where o.tenant_id = here and o.id::text in (i.result->>'id', i.result->>'contact_id', i.result->>'invoice_id', i.result->>'conversation_id', i.result->>'linked_entity_id')) and i.result <> 'null';
  delete from app.jobs j where j.tenant_id = here and j.done_at is null and (j.leased_until is null or j.leased_until < clock_timestamp()) and j.type <> 'CONTACT_ERASE'
    and exists (select from jsonb_each_text(j.payload) p join app.erased_objects o on o.tenant_id = here and o.id::text = p.value and not o.is_kept);
  update app.jobs j set payload = j.payload - '{message,subject,to}'::text[], reason = null where j.tenant_id = here and j.done_at is not null and (j.payload ?| '{message,subject,to}' or j.reason is not null)
    and exists (select from jsonb_each_text(j.payload) p join app.erased_objects o on o.tenant_id = here and o.id::text = p.value);
end $$;

-- What providers told, p_limit of it from p_place on (milliseconds): where it went to the end.
create or replace function app.erase_told(e app.erasures, points text[], p_limit int) returns bigint
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare last timestamptz; words text[];
begin
  words := points || array(select x from (select o.id::text as x from app.erased_objects o where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind in ('invoice', 'conversation', 'message')
    union select p.provider_payment_id from app.erased_objects o join public.payments p on p.tenant_id = o.tenant_id and p.id = o.id
      where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id and o.kind = 'payment') x where x is not null);
  select max(w.received_at) into last from (select w.received_at from app.webhook_events w where w.tenant_id = e.tenant_id and w.received_at > to_timestamp(e.place / 1000.0)
    order by w.received_at limit p_limit) w;
  update app.webhook_events w set payload = '{"erased": true}', reason = null where w.tenant_id = e.tenant_id and w.received_at > to_timestamp(e.place / 1000.0) and w.received_at <= to_timestamp(ceil(extract(epoch from last) * 1000) / 1000)
    and w.processed_at is not null and exists (select from unnest(words) x where strpos(w.payload::text, x) > 0);
  return ceil(extract(epoch from last) * 1000)::bigint;
end $$;

-- What is left of a row of the audit: who did what and when; of what is kept, its money, days and states. Of a customer not where he came from.
create or replace function app.audit_tombstone(a app.audit, p_kept boolean) returns app.audit
  language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  plain constant text[] := '{amount,currency,status,due_date,issue_date,paid_on,paid_at,provider,total,sha256,settled_by,stage,channel,credit,attempt,date,until,version}';
begin
  if a.before is not null then
    a.before := case when p_kept then (select nullif(coalesce(jsonb_object_agg(k, v) filter (where k = any (plain) and jsonb_typeof(v) not in ('object', 'array')), '{}'), '{}') from jsonb_each(case when jsonb_typeof(a.before) = 'object' then a.before else '{}' end) x (k, v)) end;
  end if;
  if a.after is not null then
    a.after := '{"erased": true}' || case when p_kept and jsonb_typeof(a.after) = 'object'
      then (select coalesce(jsonb_object_agg(k, v) filter (where k = any (plain) and jsonb_typeof(v) not in ('object', 'array')), '{}') from jsonb_each(a.after) x (k, v)) else '{}' end;
  end if;
  if a.actor !~ '^[0-9a-f-]{36}$' then a.ip_address := null; end if;
  return a;
end $$;

-- The next rows of the audit that say something of the person, hashed as they are and as they would be left; next: how far was looked.
create or replace function app.entries_to_erase(e app.erasures, who uuid[], points text[], p_limit int) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
  with looked as materialized (select a from app.audit a where a.tenant_id = e.tenant_id and a.id > e.place order by a.id limit p_limit),
    named as (select l.a, o.id is not null and o.is_kept as is_kept from looked l
      left join app.erased_objects o on o.tenant_id = e.tenant_id and o.id = (l.a).entity_id
      where (l.a).action not in ('contact.erase', 'contact.erase_entries') and (o.id is not null or exists (select from unnest(points || who::text[]) x
        where strpos(concat((l.a).before, (l.a).after), x) > 0))),
    left_over as (select n.a, app.audit_hash(n.a) as was, app.audit_hash(app.audit_tombstone(n.a, n.is_kept)) as is_now, n.is_kept from named n
      where not exists (select from app.audit_erasures x where x.tenant_id = e.tenant_id and x.audit_id = (n.a).id))
  select jsonb_build_object('next', (select max((l.a).id) from looked l), 'count', count(*),
    'digest', encode(sha256(coalesce(string_agg(int8send((f.a).id) || f.was || f.is_now, '' order by (f.a).id), '')), 'hex'),
    'rows', coalesce(jsonb_agg(jsonb_build_object('id', (f.a).id, 'kept', f.is_kept) order by (f.a).id), '[]'))
  from left_over f where f.was <> f.is_now
$$;

-- p_set: id, key_id, mac of the digest that the Worker was told. What is not as it was told is looked at again.
create or replace function app.erase_entries(e app.erasures, who uuid[], points text[], p_limit int, p_set jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare found_rows jsonb := app.entries_to_erase(e, who, points, p_limit);
begin
  if found_rows->>'digest' is distinct from p_set->>'digest' then return; end if;
  insert into app.audit_erasure_sets (tenant_id, id, contact_id, count, digest, key_id, mac)
    values (e.tenant_id, (p_set->>'id')::uuid, e.contact_id, (found_rows->>'count')::int, decode(p_set->>'digest', 'hex'), p_set->>'key_id', decode(p_set->>'mac', 'hex'));
  insert into app.audit_erasures (tenant_id, audit_id, set_id, was, is_now)
    select e.tenant_id, a.id, (p_set->>'id')::uuid, app.audit_hash(a), app.audit_hash(app.audit_tombstone(a, r.kept))
    from jsonb_to_recordset(found_rows->'rows') r (id bigint, kept boolean) join app.audit a on a.tenant_id = e.tenant_id and a.id = r.id;
  update app.audit a set (before, after, ip_address) = (select t.before, t.after, t.ip_address from app.audit_tombstone(a, r.kept) t)
    from jsonb_to_recordset(found_rows->'rows') r (id bigint, kept boolean) where a.tenant_id = e.tenant_id and a.id = r.id;
  update app.erasures x set place = (found_rows->>'next')::bigint, digests = x.digests || (p_set->>'digest') where x.tenant_id = e.tenant_id and x.contact_id = e.contact_id;
end $$;

-- The end: what was needed to find the rest goes as well.
create or replace function app.finish_erasure(e app.erasures) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from app.erased_objects o where o.tenant_id = e.tenant_id and o.contact_id = e.contact_id;
  update app.erasures x set done_at = app.now(), named = '{}', step = 8 where x.tenant_id = e.tenant_id and x.contact_id = e.contact_id;
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after)
    values (e.tenant_id, app.now(), 'job:CONTACT_ERASE', 'contact.erase_entries', 'contact', e.contact_id, jsonb_build_object('sets', to_jsonb(e.digests)))
$$;

-- One step of the job that holds the lease. p_told: what the Worker did of what it was asked for: keys (deleted), set (signed). Answers what
-- it is asked for next: keys to delete, a digest to sign, nothing but to call again, or that it is done.
create or replace function app.erase_step(p_tenant uuid, p_lease timestamptz, p_contact uuid, p_told jsonb, p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan as $$
declare e app.erasures; who uuid[]; points text[]; n int; next bigint; entries jsonb; keys jsonb; is_over boolean := true;
begin
  perform set_config('app.tenant', p_tenant::text, true), set_config('app.agent', '', true), set_config('app.actor', 'job:CONTACT_ERASE', true);
  perform from app.jobs j where j.tenant_id = p_tenant and j.key = 'contact-erase:' || p_contact and j.leased_until = p_lease and j.done_at is null for update;
  if not found then raise exception 'Job is done, unknown or held by another' using errcode = 'U0409', hint = 'job'; end if;
  select * into strict e from app.erasures x where x.tenant_id = p_tenant and x.contact_id = p_contact for update;
  if e.done_at is not null then return '{"done": true}'; end if;
  who := array(select jsonb_array_elements_text(e.named->'who')::uuid); points := array(select jsonb_array_elements_text(e.named->'points'));
  delete from app.erased_contents c where c.tenant_id = p_tenant and c.object_key = any (array(select jsonb_array_elements_text(p_told->'keys')));
  case e.step
    when 0 then perform app.erase_gather(e, who, points);
    when 1 then is_over := app.erase_files(e, p_limit) < p_limit;
    when 2 then is_over := app.erase_messages(e, p_limit) < p_limit;
    when 3 then perform app.erase_things(e, who, points);
    when 4 then perform app.erase_traces(e, who, points);
    when 5 then
      next := app.erase_told(e, points, p_limit);
      update app.erasures x set place = coalesce(next, -9223372036854775808) where x.tenant_id = p_tenant and x.contact_id = p_contact;
      is_over := next is null;
    when 6 then
      if p_told ? 'set' then perform app.erase_entries(e, who, points, p_limit * 10, p_told->'set'); return '{}'; end if;
      entries := app.entries_to_erase(e, who, points, p_limit * 10);
      if (entries->>'count')::int > 0 then return jsonb_build_object('entries', entries - 'rows'); end if;
      is_over := entries->>'next' is null;
      if not is_over then update app.erasures x set place = (entries->>'next')::bigint where x.tenant_id = p_tenant and x.contact_id = p_contact; end if;
    when 7 then
      select jsonb_agg(c.object_key) into keys from (select object_key from app.erased_contents c where c.tenant_id = p_tenant limit 50) c;
      if keys is not null then return jsonb_build_object('keys', keys); end if;
      perform app.finish_erasure(e);
      return '{"done": true}';
  end case;
  if is_over then update app.erasures x set step = x.step + 1 where x.tenant_id = p_tenant and x.contact_id = p_contact; end if;
  return '{}';
end $$;

grant execute on function app.erase_step(uuid, timestamptz, uuid, jsonb, int) to hub_app;
