-- The last day of this week, as people count weeks in the country of the business (CLDR).
create or replace function app.week_end() returns date
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare country text; last int;
begin
  select t.country into country from app.tenants t where t.id = app.tenant();
  last := case
    when country = any ('{AG,AS,BD,BR,BS,BT,BW,BZ,CA,CO,DM,DO,ET,GT,GU,HK,HN,ID,IL,IN,JM,JP,KE,KH,KR,LA,MH,MM,MO,MT,MX,MZ,NI,NP,PA,PE,PH,PK,PR,PT,PY,SA,SG,SV,TH,TT,TW,UM,US,VE,VI,WS,YE,ZA,ZW}') then 6
    when country = any ('{AF,BH,DJ,DZ,EG,IQ,IR,JO,KW,LY,OM,QA,SD,SY}') then 5
    else 0 end;
  return app.today() + (last - extract(dow from app.today())::int + 7) % 7;
end $$;

-- Who is to be visited or called: an agent sees it of the work that is his, though the contact is not.
create or replace function app.work_contact(p_id uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent(); card jsonb;
begin
  if p_id is null then return null; end if;
  perform set_config('app.agent', '', true);
  select jsonb_build_object('id', c.id, 'display_name', c.display_name, 'email', c.email, 'phone', c.phone) into card
    from public.contacts c where c.tenant_id = app.tenant() and c.id = p_id and c.deleted_at is null;
  perform set_config('app.agent', coalesce(agent, ''), true);
  return card;
end $$;

-- On the draft that an agent made of his work.
create or replace function app.billed_name(p_work_item uuid, p_contact uuid) returns text
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if p_work_item is null then return ''; end if;
  return coalesce(app.work_contact(p_contact)->>'display_name', '');
end $$;

-- What it became.
create or replace function app.work_invoice(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', i.id, 'invoice_number', i.invoice_number) from public.invoices i
    where i.tenant_id = app.tenant() and i.work_item_id = p_id and i.deleted_at is null and i.status <> 'VOID');
end $$;

-- What was offered for it.
create or replace function app.work_quote(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', q.id, 'quote_number', q.quote_number, 'status', q.status, 'expiry_date', q.expiry_date) from public.quotes q
    where q.tenant_id = app.tenant() and q.work_item_id = p_id and q.deleted_at is null);
end $$;

create or replace function app.work_item_object(p_id uuid) returns jsonb
  language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(w) || jsonb_build_object('role', app.role(), 'off', app.off(), 'actor', app.actor(), 'today', app.today(), 'week_end', app.week_end(),
      'contact', app.work_contact(w.contact_id),
      'conversation', (select jsonb_build_object('id', c.id, 'subject', c.subject, 'from_name', c.from_name, 'last_message_at', c.last_message_at)
        from public.conversations c where c.tenant_id = w.tenant_id and c.id = w.conversation_id and c.deleted_at is null),
      'invoice', app.work_invoice(w.id), 'quote', app.work_quote(w.id))
    from public.work_items w where w.tenant_id = app.tenant() and w.id = p_id and w.deleted_at is null);
end $$;

-- What was made from a conversation, of which an agent sees what is his.
create or replace function app.conversation_work(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare items jsonb;
begin
  select jsonb_agg(jsonb_build_object('id', w.id, 'title', w.title) order by w.id desc) into items
    from (select w.id, w.title from public.work_items w where w.tenant_id = app.tenant() and w.conversation_id = p_id and w.deleted_at is null
      order by w.due_key desc, w.id desc limit 5) w;
  if items is null then return '{"work_items": [], "invoices": []}'; end if;
  return jsonb_build_object('work_items', items, 'invoices', coalesce((select jsonb_agg(app.work_invoice((w->>'id')::uuid))
    from jsonb_array_elements(items) w where app.work_invoice((w->>'id')::uuid) is not null), '[]'));
end $$;

-- A day that has passed is asked about first (C-25).
create or replace function app.must_be_to_come(p_day date, p_field text) returns void
  language plpgsql stable as $$
begin
  if p_day < app.today() then
    raise exception 'This day has passed: choose another, or keep it as it is' using errcode = 'U0422', hint = p_field, detail = 'DUE_IN_PAST';
  end if;
end $$;

-- What a profile requires of some work only (C-19), after a change of its type or its labels. p_rules: name, types, sources, message.
create or replace function app.must_keep_labels(p_id uuid, p_rules jsonb) returns void
  language plpgsql stable as $$
declare rule jsonb;
begin
  select r into rule from jsonb_array_elements(p_rules) r join work_items w on w.tenant_id = app.tenant() and w.id = p_id
    where coalesce(r->'types' ? w.type, true) and coalesce(r->'sources' ? w.source, true) and coalesce(w.labels_json->>(r->>'name'), '') !~ '[^[:space:]]' limit 1;
  if rule is not null then
    raise exception '%', rule->>'message' using errcode = 'U0422', hint = 'labels_json.' || (rule->>'name'), detail = 'REQUIRED';
  end if;
end $$;

-- Behind the lock of the work: it takes so many notes and no more.
create or replace function app.must_have_room(p_id uuid, p_max int) returns void
  language plpgsql stable as $$
begin
  if (select count(*) from public.work_item_notes n where n.tenant_id = app.tenant() and n.work_item_id = p_id) >= p_max then
    raise exception 'There is no room for more notes: write in the description' using errcode = 'U0422', hint = 'text';
  end if;
end $$;

-- What somebody is called, as a history says it.
create or replace function app.person(p_id text) returns text
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select u.name from app.users u join app.memberships m on m.user_id = u.id and m.tenant_id = app.tenant() where u.id = p_id), p_id);
end $$;

-- How much open work is due until when; of each group only so much is counted as anybody looks at.
create or replace function app.work_counts(p_assigned text, p_max int) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare today date := app.today(); week date := app.week_end();
begin
  p_assigned := coalesce(p_assigned, app.agent());
  return jsonb_build_object('overdue', app.work_count(p_assigned, '-infinity', today, p_max), 'today', app.work_count(p_assigned, today, today + 1, p_max),
    'this_week', app.work_count(p_assigned, today + 1, week + 1, p_max), 'later', app.work_count(p_assigned, greatest(week, today) + 1, 'infinity', p_max),
    'none', app.work_count(p_assigned, 'infinity', null, p_max));
end $$;

-- p_assigned: a member, 'nobody', or null for whoever it is.
create or replace function app.work_count(p_assigned text, p_from date, p_until date, p_max int) returns int
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare until date := coalesce(p_until, 'infinity'); none boolean := p_until is null;
begin
  if p_assigned is null then
    return (select count(*) from (select from public.work_items w where w.tenant_id = app.tenant() and w.closed_at is null and w.deleted_at is null
      and w.due_key >= p_from and (none or w.due_key < until) limit p_max) x);
  elsif p_assigned = 'nobody' then
    return (select count(*) from (select from public.work_items w where w.tenant_id = app.tenant() and w.assigned_to is null and w.closed_at is null and w.archived_at is null
      and w.deleted_at is null and w.due_key >= p_from and (none or w.due_key < until) limit p_max) x);
  end if;
  return (select count(*) from (select from public.work_items w where w.tenant_id = app.tenant() and w.assigned_to = p_assigned and w.closed_at is null and w.archived_at is null
    and w.deleted_at is null and w.due_key >= p_from and (none or w.due_key < until) limit p_max) x);
end $$;

-- The names of a contact have changed: work for it is found by the new ones. An agent renames for everybody.
create or replace function app.index_work_of(p_contact uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare agent text := app.agent();
begin
  perform set_config('app.agent', '', true);
  perform app.index_contact_of('work_item', w.id, p_contact) from public.work_items w
    where w.tenant_id = app.tenant() and w.contact_id = p_contact and w.deleted_at is null;
  perform set_config('app.agent', coalesce(agent, ''), true);
end $$;

grant execute on function app.week_end(), app.work_contact(uuid), app.work_invoice(uuid), app.work_quote(uuid), app.billed_name(uuid, uuid), app.work_item_object(uuid), app.must_be_to_come(date, text), app.conversation_work(uuid), app.work_counts(text, int),
  app.must_keep_labels(uuid, jsonb), app.must_have_room(uuid, int), app.person(text), app.work_count(text, date, date, int), app.index_work_of(uuid) to hub_app;
