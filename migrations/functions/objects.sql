-- What an object is, a function each: every verb of it answers with this, and lists and documents add nothing of their own.
-- Run as the caller, under his policies; plpgsql, because its plan is kept by the connection.

-- What is due of a contact and kept for him, in each currency; of an agent's invoices only where an agent asks.
create or replace function app.contact_balance(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('currency', s.currency, 'open', s.open::text, 'overdue', s.overdue::text, 'unapplied', s.unapplied::text)
      order by s.currency), '[]')
    from (select f.currency, sum(f.due) as open, coalesce(sum(f.due) filter (where f.late), 0) as overdue, sum(f.kept) as unapplied
      from (select i.currency, i.amount_due as due, i.due_date < app.today() as late, 0 as kept from public.invoices i
          where i.tenant_id = app.tenant() and i.contact_id = p_id and i.status = 'SENT' and i.amount_due > 0 and i.deleted_at is null
        union all
        select u.currency, 0, false, u.amount - u.returned - u.applied from public.unapplied_money u
          where u.tenant_id = app.tenant() and u.contact_id = p_id and u.returned + u.applied < u.amount) f
      group by f.currency) s);
end $$;

-- One that went into another is that one: what names it leads there for ever.
create or replace function app.contact_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare went uuid := (select m.merged_into from public.contacts m where m.tenant_id = app.tenant() and m.id = p_id);
begin
  return (select to_jsonb(c) || jsonb_build_object('role', app.role(), 'balance', app.contact_balance(c.id), 'other_addresses', app.other_addresses(c),
      'last_merge', app.last_merge(c.id))
    from public.contacts c where c.tenant_id = app.tenant() and c.id = coalesce(went, p_id) and c.deleted_at is null);
end $$;

create or replace function app.tax_rate_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(r) || jsonb_build_object('role', app.role())
    from public.tax_rates r where r.tenant_id = app.tenant() and r.id = p_id and r.deleted_at is null);
end $$;

create or replace function app.item_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(i) || jsonb_build_object('role', app.role(), 'currency', app.business()->>'currency',
      'tax_name', (select t.name from public.tax_rates t where t.tenant_id = i.tenant_id and t.id = i.tax_rate_id))
    from public.items i where i.tenant_id = app.tenant() and i.id = p_id and i.deleted_at is null);
end $$;

-- An invoice with everything that is shown of it. Quantities and prices may lie beyond 2^53 and go out as text. A contact that is gone, or not an agent's own, has no status.
create or replace function app.invoice_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(i) || jsonb_build_object('role', app.role(), 'off', app.off(), 'today', app.today(), 'e_invoices', app.wants_e_invoices(),
      'contact', jsonb_build_object('id', i.contact_id, 'display_name', coalesce(c.display_name, i.snapshot->'contact'->>'display_name', app.billed_name(i.work_item_id, i.contact_id)),
        'email', c.email, 'status', c.status),
      'work_item', (select jsonb_build_object('id', w.id, 'title', w.title) from public.work_items w
        where w.tenant_id = i.tenant_id and w.id = i.work_item_id and w.deleted_at is null),
      'lines', coalesce(l.lines, '[]'), 'line_count', coalesce(l.line_count, 0),
      'views', (select jsonb_build_object('count', v.count, 'first_at', v.first_at, 'last_at', v.last_at) from public.document_views v
        where v.tenant_id = i.tenant_id and v.kind = 'invoice' and v.id = i.id),
      'payment_pending', exists (select from public.checkout_sessions s
        where s.tenant_id = i.tenant_id and s.invoice_id = i.id and s.status = 'PROCESSING'),
      'credit_notes', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'credit_note_number', n.credit_note_number, 'status', n.status, 'total', n.total,
          'issue_date', n.issue_date, 'revised_invoice_id', n.revised_invoice_id) order by n.created_at, n.id)
        from public.credit_notes n where n.tenant_id = i.tenant_id and n.invoice_id = i.id and n.deleted_at is null), '[]'),
      'corrects', (select jsonb_build_object('id', n.invoice_id, 'invoice_number', app.credited_invoice(n.invoice_id)->>'invoice_number') from public.credit_notes n
        where n.tenant_id = i.tenant_id and n.revised_invoice_id = i.id and n.deleted_at is null),
      'recurring_invoice_id', (select m.recurring_id from public.recurring_periods m where m.tenant_id = i.tenant_id and m.invoice_id = i.id),
      'disputes', coalesce((select jsonb_agg(to_jsonb(d) || jsonb_build_object('invoice_number', i.invoice_number,
          'contact_name', coalesce(i.snapshot->'contact'->>'display_name', '')) order by d.disputed_at desc, d.id desc)
        from public.disputes d where d.tenant_id = i.tenant_id and d.invoice_id = i.id), '[]'),
      'has_link', app.has_portal_token(i.id), 'delivery', app.delivery_of(i.id))
    from public.invoices i
      left join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null
      left join lateral (select jsonb_agg(to_jsonb(l) - 'tenant_id' || jsonb_build_object('qty_e6', l.qty_e6::text, 'rate_e6', l.rate_e6::text) order by l.position) as lines, count(*)::int as line_count
        from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id) l on true
    where i.tenant_id = app.tenant() and i.id = p_id and i.deleted_at is null);
end $$;

-- What a list says of each of these invoices, in their order: values without names, in the order of the fields of SummaryRow.
create or replace function app.invoice_rows(p_ids uuid[]) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select json_agg(json_build_array(i.id, i.contact_id,
      json_build_array(i.contact_id, coalesce(c.display_name, i.snapshot->'contact'->>'display_name', app.billed_name(i.work_item_id, i.contact_id)), c.email, c.status),
      i.reference, i.issue_date, i.currency, i.total, i.sent_at, i.send_at, i.finalised_at,
      (select count(*) from public.invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id),
      i.version, i.created_at, i.updated_at, i.status, i.invoice_number, i.due_date, i.amount_paid, i.amount_credited, i.amount_written_off, i.credit_notes_total, i.settled_by, i.reminders_paused_at, i.promised_on) order by listed.place)
    from unnest(p_ids) with ordinality listed (id, place)
      join public.invoices i on i.tenant_id = app.tenant() and i.id = listed.id
      left join public.contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id and c.deleted_at is null);
end $$;

-- A page of everything, newest first: what a list is asked for most, so its plan is kept too. The constant limit is there for the planner.
create or replace function app.newest_invoices(p_after timestamptz, p_after_id uuid, p_limit int) returns json
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare ids uuid[]; place timestamptz := coalesce(p_after, 'infinity');
begin
  if app.agent() is null then
    ids := array(select n.id from (select i.id from public.invoices i
      where i.tenant_id = app.tenant() and i.deleted_at is null and (i.created_at, i.id) < (place, p_after_id)
      order by i.created_at desc, i.id desc limit 101) n limit p_limit);
  else
    ids := array(select n.id from (select i.id from public.invoices i
      where i.created_by = app.agent() and i.tenant_id = app.tenant() and i.deleted_at is null and (i.created_at, i.id) < (place, p_after_id)
      order by i.created_at desc, i.id desc limit 101) n limit p_limit);
  end if;
  return app.invoice_rows(ids);
end $$;

-- Not `exists` for the reversal, for which the planner may read all payments at once.
create or replace function app.payment_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(p) || jsonb_build_object('invoice_number', i.invoice_number, 'role', app.role(),
      'contact_name', coalesce(i.snapshot->'contact'->>'display_name', k.display_name, ''), 'contact_id', k.id,
      'reversed', coalesce((select bool_or(r.kind = 'REVERSAL') or sum(r.amount) + p.amount <= 0 and p.kind = 'PAYMENT' from public.payments r
        where r.tenant_id = p.tenant_id and r.reverses_id = p.id), false),
      'refund_pending', app.refund_under_way(p.id), 'refundable', app.refundable(p.id),
      'put_aside', coalesce((select u.amount from public.unapplied_money u where u.tenant_id = p.tenant_id and u.payment_id = p.id), p.amount - p.applied))
    from public.payments p left join public.invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      left join lateral (select c.id, c.display_name from public.unapplied_money u join public.contacts c on c.tenant_id = u.tenant_id and c.id = u.contact_id
        where p.invoice_id is null and u.tenant_id = p.tenant_id and u.payment_id = coalesce(p.reverses_id, p.id) limit 1) k on true
    where p.tenant_id = app.tenant() and p.id = p_id);
end $$;

-- A record as it is while nobody else may change it. A branch for each machine's table, because a statement that is made of a name is
-- planned anew each time. Forced row security binds the owner of this function as well: another's row is not there, nor, for an
-- agent, one that is not his.
create or replace function app.hold(p_tenant uuid, p_table text, p_id uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare held jsonb;
begin
  case p_table
    when 'contacts' then select to_jsonb(t) into held from public.contacts t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'tax_rates' then select to_jsonb(t) into held from public.tax_rates t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'items' then select to_jsonb(t) into held from public.items t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'files' then select to_jsonb(t) into held from public.files t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'expenses' then select to_jsonb(t) into held from public.expenses t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'invoices' then select to_jsonb(t) into held from public.invoices t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'credit_notes' then select to_jsonb(t) into held from public.credit_notes t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'quotes' then select to_jsonb(t) into held from public.quotes t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'conversations' then select to_jsonb(t) into held from public.conversations t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'work_items' then select to_jsonb(t) into held from public.work_items t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'templates' then select to_jsonb(t) into held from public.templates t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'imports' then select to_jsonb(t) into held from public.imports t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'exports' then select to_jsonb(t) into held from public.exports t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'contact_imports' then select to_jsonb(t) into held from public.contact_imports t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'recurring_invoices' then select to_jsonb(t) into held from public.recurring_invoices t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'ai_drafts' then select to_jsonb(t) into held from public.ai_drafts t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
    when 'outbound' then select to_jsonb(t) into held from public.outbound t where t.tenant_id = p_tenant and t.id = p_id for update;
    when 'invitations' then select to_jsonb(t) into held from public.invitations t where t.tenant_id = p_tenant and t.id = p_id and t.deleted_at is null for update;
  end case;
  if held is null then raise exception 'Not found' using errcode = 'U0404'; end if;
  return held;
end $$;

-- A reference in a body: another tenant's, an unknown and (unless p_deleted takes it) a deleted id get the same answer. Runs as the
-- caller, under his policies.
create or replace function app.must_exist(p_table text, p_id uuid, p_field text, p_deleted boolean default false) returns void
  language plpgsql stable as $$
begin
  case p_table
    when 'contacts' then perform from public.contacts c where c.tenant_id = app.tenant() and c.id = p_id and (p_deleted or c.deleted_at is null
      or exists (select from public.contacts k where k.tenant_id = app.tenant() and k.id = c.merged_into and k.deleted_at is null));
    when 'tax_rates' then perform from public.tax_rates where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'items' then perform from public.items where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'conversations' then perform from public.conversations where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'work_items' then perform from public.work_items where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'files' then perform from public.files where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'expenses' then perform from public.expenses where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'credit_notes' then perform from public.credit_notes where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'quotes' then perform from public.quotes where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'templates' then perform from public.templates where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
    when 'invoices' then perform from public.invoices where tenant_id = app.tenant() and id = p_id and (p_deleted or deleted_at is null);
  end case;
  if not found then raise exception 'No such record' using errcode = 'U0422', hint = p_field; end if;
end $$;

-- amount_left: what of it was neither given back nor applied yet.
create or replace function app.unapplied_money_object(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(u) || jsonb_build_object('amount_left', u.amount - u.returned - u.applied, 'role', app.role(),
      'contact_name', (select c.display_name from public.contacts c where c.tenant_id = u.tenant_id and c.id = u.contact_id))
    from public.unapplied_money u where u.tenant_id = app.tenant() and u.id = p_id);
end $$;

grant execute on function app.contact_balance(uuid), app.contact_object(uuid), app.tax_rate_object(uuid), app.item_object(uuid), app.invoice_object(uuid),
  app.invoice_rows(uuid[]), app.newest_invoices(timestamptz, uuid, int),
  app.payment_object(uuid), app.unapplied_money_object(uuid) to hub_app;
