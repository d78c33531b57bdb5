-- What a row of the audit is about, as it is called now, and the page where it is seen; nulls for what has none, or is gone for good.
create or replace function app.audit_object(p_type text, p_id uuid, out of_type text, out of_id uuid, out label text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare t uuid := app.tenant();
begin
  of_type := p_type; of_id := p_id;
  case p_type
    when 'contact' then select c.display_name into label from public.contacts c where c.tenant_id = t and c.id = p_id;
    when 'quote' then select coalesce(q.quote_number, k.display_name) into label from public.quotes q
      join public.contacts k on k.tenant_id = q.tenant_id and k.id = q.contact_id where q.tenant_id = t and q.id = p_id;
    when 'credit_note' then select coalesce(n.credit_note_number, k.display_name) into label from public.credit_notes n
      join public.contacts k on k.tenant_id = n.tenant_id and k.id = n.contact_id where n.tenant_id = t and n.id = p_id;
    when 'recurring_invoice' then select k.display_name into label from public.recurring_invoices r
      join public.contacts k on k.tenant_id = r.tenant_id and k.id = r.contact_id where r.tenant_id = t and r.id = p_id;
    when 'work_item' then select w.title into label from public.work_items w where w.tenant_id = t and w.id = p_id;
    when 'expense' then select app.vendor_name(e.vendor_contact_id, e.vendor_name) into label from public.expenses e where e.tenant_id = t and e.id = p_id;
    when 'item' then select i.name into label from public.items i where i.tenant_id = t and i.id = p_id;
    when 'ai_draft' then select coalesce(nullif(d.title, ''), d.intent) into label from public.ai_drafts d where d.tenant_id = t and d.id = p_id;
    when 'tax_rate' then select r.name into label from public.tax_rates r where r.tenant_id = t and r.id = p_id;
    when 'template' then select m.name into label from public.templates m where m.tenant_id = t and m.id = p_id;
    when 'file' then select f.file_name into label from public.files f where f.tenant_id = t and f.id = p_id;
    when 'member' then select u.name into label from app.users u where u.id = p_id::text;
    when 'conversation', 'message' then
      select 'conversation', c.id, coalesce(nullif(c.subject, ''), c.from_name, c.from_address) into of_type, of_id, label from public.conversations c
        where c.tenant_id = t and c.id = coalesce((select m.conversation_id from public.messages m where m.tenant_id = t and m.id = p_id), p_id);
    else
      -- Invoices, and what is done with the money of one.
      select 'invoice', i.id, coalesce(i.invoice_number, k.display_name) into of_type, of_id, label from public.invoices i
        join public.contacts k on k.tenant_id = i.tenant_id and k.id = i.contact_id where i.tenant_id = t
          and i.id = coalesce((select p.invoice_id from public.payments p where p.tenant_id = t and p.id = p_id), p_id);
  end case;
  if label is null then of_type := null; of_id := null; end if;
end $$;

-- Newest first. p: actor (job, portal or an id), action (or a kind of object), entity_id, from, to (days of the business). Each filter alone has an index.
create or replace function app.listed_audit(p jsonb, p_at timestamptz, p_id bigint, p_limit int)
  returns table (id text, at timestamptz, actor text, actor_name text, action text, entity_type text, entity_id uuid, object_type text, object_id uuid, label text,
    before jsonb, after jsonb, request_id text, ip_address text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare zone text := app.zone(); which text := format('a.tenant_id = %L::uuid', app.tenant());
begin
  if p->>'actor' = 'job' then which := which || $q$ and a.actor ^@ 'job:'$q$;
  elsif p ? 'actor' then which := which || format(' and a.actor = %L', p->>'actor'); end if;
  if strpos(p->>'action', '.') > 0 then which := which || format(' and a.action = %L', p->>'action');
  elsif p ? 'action' then which := which || format(' and a.entity_type = %L', p->>'action'); end if;
  if p ? 'entity_id' then which := which || format(' and a.entity_id = %L::uuid', p->>'entity_id'); end if;
  if p ? 'from' then which := which || format(' and a.at >= %L::timestamptz', (p->>'from')::date::timestamp at time zone zone); end if;
  if p ? 'to' then which := which || format(' and a.at < %L::timestamptz', ((p->>'to')::date + 1)::timestamp at time zone zone); end if;
  if p_id is not null then which := which || format(' and (a.at, a.id) < (%L::timestamptz, %L::bigint)', p_at, p_id); end if;
  return query execute format('select a.id::text, a.at, a.actor, app.actor_name(a.actor), a.action, a.entity_type, a.entity_id, o.of_type, o.of_id, o.label,
      a.before, a.after, a.request_id, a.ip_address
    from (select a.* from app.audit a where %s order by a.at desc, a.id desc limit %s) a
      left join lateral app.audit_object(a.entity_type, a.entity_id) o on a.entity_id is not null order by a.at desc, a.id desc', which, least(p_limit, 101));
end $$;

grant execute on function app.listed_audit(jsonb, timestamptz, bigint, int) to hub_app;
