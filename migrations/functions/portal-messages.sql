-- What a customer asks on the page of a document, and the page of that conversation. The token of either is all that he has.

-- The object that a link opens; null for one that opens nothing now.
create or replace function app.opened_link(p_hash text) returns app.portal_tokens
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k app.portal_tokens;
begin
  select * into k from app.portal_tokens t where t.hash = decode(p_hash, 'hex') and t.revoked_at is null and t.expires_at > app.now();
  if not found or exists (select from app.tenants b where b.id = k.tenant_id and b.kept_until <= app.now()) then return null; end if;
  perform set_config('app.tenant', k.tenant_id::text, true), set_config('app.actor', 'portal', true);
  return k;
end $$;

-- Of a document of any kind, what its conversation needs; null for one that is gone.
create or replace function app.asked_document(p_kind text, p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare found jsonb;
begin
  execute format($q$
    select jsonb_build_object('number', d.%I, 'contact_id', c.id, 'email', c.email, 'name', coalesce(d.snapshot->'contact'->>'display_name', c.display_name, ''))
      from public.%I d left join public.contacts c on c.tenant_id = d.tenant_id and c.id = d.contact_id and c.deleted_at is null
      where d.tenant_id = app.tenant() and d.id = $1 and d.deleted_at is null$q$, p_kind || '_number', p_kind || 's') into found using p_id;
  return found;
end $$;

-- A question of whoever holds the link, in the conversation about its document. p: hash, id, conversation_id (of a new one), text, snippet, word
-- (of the kind), key (once_key, or null), link_hash and link_days (of a link to the conversation), terms. Null for a link that opens nothing;
-- the same words again within the hour, with nothing between and no key of their own, are the message of before.
create or replace function app.ask_portal(p jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k app.portal_tokens := app.opened_link(p->>'hash'); c public.conversations; before public.messages; wait int; job text;
begin
  if k.hash is null then return null; end if;
  perform app.must_be_open(k.tenant_id, 'PORTAL', 'portal', false, true);
  -- Two of one conversation come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('ask:' || k.object_id, 0));
  select * into c from public.conversations o where o.tenant_id = k.tenant_id and o.deleted_at is null
    and case k.object_type when 'conversation' then o.id = k.object_id else o.document_kind = k.object_type and o.document_id = k.object_id end for update;
  if c.id is null and k.object_type = 'conversation' then return null; end if;
  select * into before from public.messages m where m.tenant_id = k.tenant_id and m.once_key = p->>'key';
  if before.id is not null and before.new_text <> p->>'text' then raise exception 'Key used with another body' using errcode = 'U0422', hint = 'Idempotency-Key'; end if;
  if before.id is null then
    select * into before from public.messages m where m.tenant_id = k.tenant_id and m.conversation_id = c.id order by m.received_at desc, m.id desc limit 1;
    if before.new_text <> p->>'text' or before.created_by <> 'portal' or before.once_key <> p->>'key' or before.received_at < app.now() - interval '1 hour' then before := null; end if;
    -- A key that comes after the same words without one is theirs from now on.
    update public.messages m set once_key = p->>'key' where m.tenant_id = k.tenant_id and m.id = before.id and m.once_key is null and p->>'key' is not null;
  end if;
  if before.id is null then
    wait := app.count_question(k);
    if wait > 0 then return jsonb_build_object('wait', wait); end if;
    c := app.keep_question(k, c, p);
    if c.id is null then return null; end if;
    job := app.draft_by_itself((p->>'id')::uuid);
  end if;
  if k.object_type <> 'conversation' then
    perform app.mint_portal_token(p->>'link_hash', 'conversation', c.id, app.now() + make_interval(days => (p->>'link_days')::int));
  end if;
  return jsonb_build_object('tenant_id', k.tenant_id, 'conversation_id', c.id, 'is_new', before.id is null, 'is_own_link', k.object_type = 'conversation', 'job', job);
end $$;

-- Ten an hour by one link, thirty in one conversation, three hundred in a business: the seconds to wait, 0 while there may be more.
create or replace function app.count_question(k app.portal_tokens) returns int
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select case when app.count_within('questions by ' || encode(k.hash, 'hex'), 10, 1) and app.count_within('questions about ' || k.object_id, 30, 1)
    and app.count_within('questions to ' || k.tenant_id, 300, 1) then 0 else 3600 end
$$;

create or replace function app.keep_question(k app.portal_tokens, c public.conversations, p jsonb) returns public.conversations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare document jsonb := app.asked_document(coalesce(c.document_kind, k.object_type), coalesce(c.document_id, k.object_id)); asks text; email text;
begin
  if document is null then return null; end if;
  asks := left(document->>'name', 320); email := coalesce(document->>'email', '');
  if c.id is null then
    insert into public.conversations (tenant_id, id, channel, contact_id, from_name, from_address, reply_to, subject, document_kind, document_id, last_message_at, last_direction)
      values (k.tenant_id, (p->>'conversation_id')::uuid, 'WEB_PORTAL', (document->>'contact_id')::uuid, asks, email, email,
        concat_ws(' ', p->'words'->>k.object_type, document->>'number'), k.object_type, k.object_id, app.now(), 'INBOUND') returning * into c;
    insert into public.search_terms (tenant_id, kind, id, term, field)
      select distinct k.tenant_id, 'conversation', c.id, s.term, 'subject' from public.search_terms s
      where s.tenant_id = k.tenant_id and s.kind = k.object_type and s.id = k.object_id and s.field = 'number';
    perform app.index_contact_of('conversation', c.id, c.contact_id);
  end if;
  insert into public.messages (tenant_id, id, conversation_id, direction, kind, from_name, from_address, subject, new_text, once_key, received_at)
    values (k.tenant_id, (p->>'id')::uuid, c.id, 'INBOUND', 'MESSAGE', asks, email, c.subject, p->>'text', p->>'key', app.now());
  update public.conversations o set snippet = p->>'snippet', last_message_at = app.now(), last_direction = 'INBOUND', status = 'OPEN',
      reply_to = case when email <> '' then email else o.reply_to end, version = o.version + 1, updated_at = app.now()
    where o.tenant_id = k.tenant_id and o.id = c.id;
  perform app.leave_unread(c.id, true);
  perform app.index_message(c.id, p->'terms');
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, request_id, ip_address)
    values (k.tenant_id, app.now(), 'portal', 'message.receive', 'message', (p->>'id')::uuid, p->>'request_id', p->>'ip');
  return c;
end $$;

-- What the holder of a link to a conversation reads: what he wrote, and what was answered him. Notes, what is still on its way, and what went to
-- or came from anybody else is the business's own. Null for a link that opens nothing.
create or replace function app.portal_thread(p_hash text, p_limit int) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare k app.portal_tokens := app.opened_link(p_hash);
begin
  if k.object_type is distinct from 'conversation' then return null; end if;
  return (select jsonb_build_object('subject', c.subject, 'is_closed', t.closing_id is not null, 'is_answered_by_mail', c.reply_to <> '', 'timezone', t.timezone, 'now', app.now(),
      'messages', coalesce((select jsonb_agg(jsonb_build_object('is_own', m.direction = 'INBOUND', 'from_name', m.from_name, 'text', m.new_text, 'at', m.received_at,
          'attachments', (select count(*) from public.files f where f.tenant_id = m.tenant_id and f.message_id = m.id and f.deleted_at is null)) order by m.received_at, m.id)
        from (select m.* from public.messages m left join public.outbound o on o.tenant_id = m.tenant_id and o.id = m.id
          where m.tenant_id = c.tenant_id and m.conversation_id = c.id and m.kind = 'MESSAGE' and not m.internal
            and case m.direction when 'INBOUND' then m.created_by = 'portal' or m.from_address = c.reply_to
              else o.to_address = c.reply_to and o.status not in ('QUEUED', 'CANCELED', 'FAILED') end
          order by m.received_at desc, m.id desc limit p_limit) m), '[]')) || jsonb_build_object('business', app.printed_parties(null)->'business')
    from public.conversations c join app.tenants t on t.id = c.tenant_id
    where c.tenant_id = k.tenant_id and c.id = k.object_id and c.deleted_at is null);
end $$;

-- A mail that answers whoever asked carries a link to the conversation, for him alone.
create or replace function app.link_thread(p_message uuid, p_hash text, p_days int) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.mint_portal_token(p_hash, 'conversation', c.id, app.now() + make_interval(days => p_days))
    from public.messages m join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
      join public.outbound o on o.tenant_id = m.tenant_id and o.id = m.id
    where m.tenant_id = app.tenant() and m.id = p_message and c.channel = 'WEB_PORTAL' and o.to_address = c.reply_to and o.copies = 0
$$;

grant execute on function app.ask_portal(jsonb), app.portal_thread(text, int), app.link_thread(uuid, text, int) to hub_app;
