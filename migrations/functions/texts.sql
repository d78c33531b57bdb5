-- Text messages (SMS). The receiving number finds the business; what comes to a number of nobody is told nothing.

create or replace function app.phone_number_object(p_id uuid) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('id', n.id, 'phone', n.phone, 'created_at', n.created_at, 'role', app.role())
    from app.phone_numbers n where n.tenant_id = app.tenant() and n.id = p_id);
end $$;

-- Those of the business, the oldest first: what goes out first leaves from that.
create or replace function app.own_phone_numbers() returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(app.phone_number_object(n.id) order by n.created_at, n.id), '[]')
    from app.phone_numbers n where n.tenant_id = app.tenant());
end $$;

create or replace function app.take_phone_number(p_id uuid, p_phone text, p_most int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('phone_numbers:' || app.tenant(), 0));
  if (select count(*) from app.phone_numbers n where n.tenant_id = app.tenant()) >= p_most then
    raise exception 'A business has at most % numbers', p_most using errcode = 'U0422', hint = 'phone';
  end if;
  insert into app.phone_numbers (phone, id, tenant_id) values (p_phone, p_id, app.tenant()) on conflict do nothing;
  if not found then raise exception 'This number is in use already' using errcode = 'U0422', hint = 'phone'; end if;
end $$;

-- Its conversations stay; nothing goes out from it any more, and another business may take it.
create or replace function app.give_up_phone_number(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from app.phone_numbers n where n.tenant_id = app.tenant() and n.id = p_id;
  if not found then raise exception 'Not found' using errcode = 'U0404'; end if;
end $$;

-- A text message that came in, in the conversation of the two numbers. p_text: id, conversation_id (of a new one), from, to, text, consent,
-- once_key, problem, snippet. Null for a number of nobody, or of a closed business; the same message again is the one of before.
create or replace function app.receive_text(p_text jsonb, p_terms jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid; c public.conversations; sender text := p_text->>'from'; ours text := p_text->>'to'; is_new boolean; job text;
begin
  select n.tenant_id into owner from app.phone_numbers n where n.phone = ours;
  if owner is null then return null; end if;
  -- To a closed business nothing is written but that somebody wants no more of it.
  if app.is_closed(owner) and coalesce(p_text->>'consent', '') <> 'STOP' then return null; end if;
  perform set_config('app.tenant', owner::text, true), set_config('app.actor', 'webhook:sms', true);
  -- Two of one conversation come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('text:' || owner || ours || sender, 0));
  c := app.text_thread((p_text->>'conversation_id')::uuid, ours, sender);
  insert into public.messages (tenant_id, id, conversation_id, direction, kind, from_address, to_addresses, new_text, problem, once_key, received_at)
    values (owner, (p_text->>'id')::uuid, c.id, 'INBOUND', 'MESSAGE', sender, jsonb_build_array(jsonb_build_object('name', '', 'address', ours)),
      p_text->>'text', p_text->>'problem', p_text->>'once_key', app.now())
    on conflict on constraint messages_once do nothing;
  is_new := found;
  if is_new then
    update public.conversations k set snippet = p_text->>'snippet', last_message_at = app.now(), last_direction = 'INBOUND', status = 'OPEN',
        opted_out_at = case p_text->>'consent' when 'STOP' then coalesce(k.opted_out_at, app.now()) when 'START' then null else k.opted_out_at end,
        version = k.version + 1, updated_at = app.now()
      where k.tenant_id = owner and k.id = c.id;
    if p_text->>'consent' in ('STOP', 'START') then
      perform app.tell_consent(c.contact_id, 'SMS', case p_text->>'consent' when 'STOP' then 'WITHDRAWN' else 'GRANTED' end, 'TEXT');
    end if;
    perform app.leave_unread(c.id, true);
    perform app.index_message(c.id, p_terms);
    if p_text->>'consent' is null then job := app.draft_by_itself((p_text->>'id')::uuid); end if;
    insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after, request_id)
      values (owner, app.now(), 'webhook:sms', 'message.receive', 'message', (p_text->>'id')::uuid, jsonb_strip_nulls(jsonb_build_object('consent', p_text->>'consent')), p_text->>'request_id');
  end if;
  return jsonb_build_object('tenant_id', owner, 'conversation_id', c.id, 'is_new', is_new, 'job', job);
end $$;

-- The conversation of a number of ours with another, made with the contact that has it.
create or replace function app.text_thread(p_id uuid, p_ours text, p_theirs text) returns public.conversations
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c public.conversations; contact uuid;
begin
  select * into c from public.conversations k where k.tenant_id = app.tenant() and k.phone_number = p_ours and k.from_address = p_theirs for update;
  if c.contact_id is not null then return c; end if;
  contact := app.contact_by('PHONE', array[p_theirs]);
  if c.id is null then
    insert into public.conversations (tenant_id, id, channel, phone_number, contact_id, from_address, reply_to, last_message_at, last_direction)
      values (app.tenant(), p_id, 'SMS', p_ours, contact, p_theirs, p_theirs, app.now(), 'INBOUND') returning * into c;
  elsif contact is not null then
    update public.conversations k set contact_id = contact where k.tenant_id = app.tenant() and k.id = c.id;
  end if;
  if contact is not null then perform app.index_contact_of('conversation', c.id, contact); end if;
  return c;
end $$;

create or replace function app.has_phone_number(p_phone text) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from app.phone_numbers n where n.tenant_id = app.tenant() and n.phone = p_phone) $$;

-- The conversation of who texts a contact first, in the place of none; an agent's is his.
create or replace function app.begin_text_conversation(p_id uuid, p_ours text, p_theirs text, p_contact uuid, p_name text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.conversations (tenant_id, id, channel, phone_number, contact_id, from_name, from_address, reply_to, last_message_at, last_direction, assigned_to)
    values (app.tenant(), p_id, 'SMS', p_ours, p_contact, p_name, p_theirs, p_theirs, app.now(), 'OUTBOUND', app.agent())
    on conflict on constraint conversations_pkey do nothing;
  perform app.index_contact_of('conversation', p_id, p_contact);
end $$;

-- The conversation that there is with a number already, from whichever number of the business; the one that was written in last. Runs as the
-- caller, under his policies.
create or replace function app.text_conversation_with(p_phone text) returns uuid
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select c.id from public.conversations c
    where c.tenant_id = app.tenant() and c.channel = 'SMS' and c.from_address = p_phone and c.deleted_at is null and app.has_phone_number(c.phone_number)
    order by c.last_message_at desc limit 1);
end $$;

-- The provider says that whoever has the number wants nothing more from ours.
create or replace function app.opt_out(p_message uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.conversations c set opted_out_at = coalesce(c.opted_out_at, app.now()), version = c.version + 1, updated_at = app.now()
    from public.messages m where m.tenant_id = app.tenant() and m.id = p_message and c.tenant_id = m.tenant_id and c.id = m.conversation_id;
  select app.tell_stop(c.contact_id) from public.messages m join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
    where m.tenant_id = app.tenant() and m.id = p_message
$$;

-- What the provider tells of a text message: p: tenant, key, sid, status, after (those that it may follow on), reason, is_opted_out. It may
-- come before the answer to who sent it, or instead of that. Null for what tells of none of ours, or of an attempt of before.
create or replace function app.text_event(p jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o public.outbound; thread uuid; told text := p->>'status';
begin
  perform set_config('app.tenant', (p->>'tenant')::uuid::text, true), set_config('app.actor', 'webhook:sms', true);
  select * into o from public.outbound b where b.tenant_id = app.tenant() and b.key = p->>'key' and b.channel = 'SMS' for update;
  if not found or o.provider_id <> p->>'sid' then return null; end if;
  if o.status = 'QUEUED' and told in ('SENT', 'DELIVERED') then perform app.message_sent(o.id, p->>'sid'); end if;
  if (p->>'is_opted_out')::boolean then perform app.opt_out(o.id); end if;
  if o.status = 'QUEUED' and told = 'FAILED' then perform app.message_failed(o.id, p->>'reason'); end if;
  update public.outbound b set status = told, reason = p->>'reason', delivered_at = case told when 'DELIVERED' then app.now() else b.delivered_at end,
      failed_at = case told when 'FAILED' then app.now() else b.failed_at end, version = b.version + 1, updated_at = app.now()
    where b.tenant_id = o.tenant_id and b.id = o.id and b.status = any (array(select jsonb_array_elements_text(p->'after')));
  select m.conversation_id into thread from public.messages m where m.tenant_id = o.tenant_id and m.id = o.object_id;
  return jsonb_build_object('tenant_id', o.tenant_id, 'conversation_id', thread);
end $$;

grant execute on function app.phone_number_object(uuid), app.own_phone_numbers(), app.take_phone_number(uuid, text, int), app.give_up_phone_number(uuid),
  app.receive_text(jsonb, jsonb), app.has_phone_number(text), app.begin_text_conversation(uuid, text, text, uuid, text), app.text_conversation_with(text), app.opt_out(uuid),
  app.text_event(jsonb) to hub_app;
