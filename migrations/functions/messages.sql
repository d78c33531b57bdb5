-- What is written in a conversation by us. Behind the lock of the conversation, or of what leaves the house with it.

-- Who a member is, for those who see what he wrote.
create or replace function app.member_name(p_user text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.name from app.memberships m join app.users u on u.id = m.user_id where m.tenant_id = app.tenant() and m.user_id = p_user
$$;

-- All that must be known before something is written. p: conversation_id, message_id (what it is about, with_files) or contact_id (with channel SMS:
-- the conversation with his number); file_ids.
create or replace function app.letter_facts(p jsonb) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare about uuid := (p->>'message_id')::uuid; conversation uuid := (p->>'conversation_id')::uuid;
begin
  if p->>'channel' = 'SMS' then
    conversation := app.text_conversation_with((select split_part(k.phone, ' ', 1) from public.contacts k where k.tenant_id = app.tenant() and k.id = (p->>'contact_id')::uuid));
  end if;
  if about is not null then
    select m.conversation_id into conversation from public.messages m where m.tenant_id = app.tenant() and m.id = about;
  end if;
  return (select jsonb_build_object('author', app.member_name(app.actor()), 'business', app.business(), 'now', app.now(),
    'conversation', app.conversation_object(conversation),
    'contact', app.contact_object((p->>'contact_id')::uuid), 'phone_numbers', app.own_phone_numbers(),
    'answered', (select to_jsonb(m) from public.messages m left join public.outbound o on o.tenant_id = m.tenant_id and o.id = m.id
      where m.tenant_id = app.tenant() and m.conversation_id = conversation and o.status is distinct from 'CANCELED'
        and (m.id = about or about is null and not m.internal)
      order by m.received_at desc, m.id desc limit 1),
    'refs', coalesce((select jsonb_agg(r.message_id order by r.received_at, r.id) from (select m.message_id, m.received_at, m.id from public.messages m
      where m.tenant_id = app.tenant() and m.conversation_id = conversation and m.message_id is not null and not m.internal
      order by m.received_at desc, m.id desc limit 20) r), '[]'),
    'files', coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'size_bytes', f.size_bytes)) from public.files f
      where f.tenant_id = app.tenant() and (f.id = any (array(select jsonb_array_elements_text(p->'file_ids')::uuid))
          or (p->>'with_files')::boolean and f.message_id = about) and f.status = 'STORED'
        and f.deleted_at is null), '[]')));
end $$;

-- Refuses when somebody else wrote after what the writer saw; what he wrote himself he knows.
create or replace function app.must_have_seen(p_conversation uuid, p_seen uuid) returns void
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare seen public.messages;
begin
  select * into seen from public.messages m where m.tenant_id = app.tenant() and m.id = p_seen and m.conversation_id = p_conversation;
  if not found then raise exception 'No such record' using errcode = 'U0422', hint = 'seen_message_id'; end if;
  if exists (select from public.messages m left join public.outbound o on o.tenant_id = m.tenant_id and o.id = m.id
      where m.tenant_id = app.tenant() and m.conversation_id = p_conversation and (m.received_at, m.id) > (seen.received_at, seen.id)
        and m.created_by <> app.actor() and o.status is distinct from 'CANCELED') then
    raise exception 'State changed' using errcode = 'U0409', hint = 'messages';
  end if;
end $$;

-- The conversation of who writes to a contact first; an agent's is his.
create or replace function app.begin_conversation(p jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.conversations (tenant_id, id, contact_id, from_name, from_address, reply_to, subject, subject_key, last_message_at, last_direction, assigned_to)
    values (app.tenant(), (p->>'id')::uuid, (p->>'contact_id')::uuid, p->>'name', p->>'address', p->>'address', p->>'subject', p->>'subject_key', app.now(), 'OUTBOUND', app.agent())
    on conflict on constraint conversations_pkey do nothing
$$;

-- Written once: the same id again is the same message. p_message: the columns of messages, snippet, thread_key; p_files: the id of each copy, and
-- the file that it is of; p_outbound: as in app.queue_outbound, null for a note.
create or replace function app.write_message(p_message jsonb, p_files jsonb, p_outbound jsonb, p_terms jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m public.messages := jsonb_populate_record(null::public.messages, p_message);
begin
  if exists (select from public.messages k where k.tenant_id = app.tenant() and k.id = m.id) then
    perform app.queue_outbound(p_outbound);
    return;
  end if;
  m.tenant_id := app.tenant(); m.created_at := app.now(); m.received_at := app.now(); m.created_by := app.actor();
  insert into public.messages select m.*;
  perform app.queue_outbound(p_outbound);
  insert into public.files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, message_id)
    select f.tenant_id, x.id, f.file_name, f.mime_type, f.size_bytes, f.sha256, f.status, f.object_key, m.id
    from jsonb_to_recordset(p_files) x (id uuid, file_id uuid)
      join public.files f on f.tenant_id = m.tenant_id and f.id = x.file_id and f.status = 'STORED' and f.deleted_at is null;
  update public.conversations c set thread_key = coalesce(c.thread_key, p_message->>'thread_key'),
      attachments_count = c.attachments_count + jsonb_array_length(p_files), version = c.version + 1, updated_at = app.now()
    where c.tenant_id = m.tenant_id and c.id = m.conversation_id;
  if p_outbound->>'send_at' is null then perform app.show_message(m); end if;
  perform app.index_message(m.conversation_id, p_terms);
end $$;

-- A conversation shows how what was written in it last begins; a note is the team's own.
create or replace function app.show_message(m public.messages) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.conversations c set snippet = left(btrim(regexp_replace(left(m.new_text, 400), '\s+', ' ', 'g')), 200), last_message_at = m.received_at,
      last_direction = m.direction
    where c.tenant_id = m.tenant_id and c.id = m.conversation_id and not m.internal and c.last_message_at <= m.received_at
$$;

-- It left: what waited takes its place now. Its job has nothing to do any more.
create or replace function app.message_sent(p_id uuid, p_provider_id text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o public.outbound; m public.messages;
begin
  select * into strict o from public.outbound b where b.tenant_id = app.tenant() and b.id = p_id;
  perform app.outbound_sent(o.key, p_provider_id);
  update public.messages k set received_at = app.now() where k.tenant_id = o.tenant_id and k.id = p_id returning * into m;
  perform app.show_message(m);
  perform app.end_message_job(p_id, o.attempt, 'DONE');
end $$;

-- It will not leave unless a person tries again.
create or replace function app.message_failed(p_id uuid, p_reason text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o public.outbound;
begin
  select * into strict o from public.outbound b where b.tenant_id = app.tenant() and b.id = p_id;
  perform app.outbound_failed(o.key, p_reason);
  perform app.end_message_job(p_id, o.attempt, 'DONE');
end $$;

create or replace function app.end_message_job(p_id uuid, p_attempt int, p_state text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.jobs j set state = p_state, done_at = clock_timestamp() where j.tenant_id = app.tenant() and j.key = 'message.send:' || p_id || ':' || p_attempt
    and j.done_at is null
$$;

-- The mail of a message goes out now, once more under the same key; or, after its provider refused it, as another.
create or replace function app.attempt_message(p_id uuid, p_lease int) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbound o set status = 'QUEUED', attempt = n.attempt, key = 'message:' || o.id || ':' || n.attempt, send_at = null, failed_at = null,
      provider_id = null, claimed_until = clock_timestamp() + make_interval(secs => p_lease), asked = o.asked + 1, asked_at = coalesce(o.asked_at, app.now()), version = o.version + 1, updated_at = app.now()
    from (select b.attempt + case when b.status = 'FAILED' then 1 else 0 end as attempt from public.outbound b where b.tenant_id = app.tenant() and b.id = p_id) n
    where o.tenant_id = app.tenant() and o.id = p_id
$$;

-- Taken back: nobody sees it any more, nor a conversation that it was all of.
create or replace function app.cancel_message(p_id uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare o public.outbound; thread uuid;
begin
  update public.outbound b set status = 'CANCELED', send_at = null, version = b.version + 1, updated_at = app.now()
    where b.tenant_id = app.tenant() and b.id = p_id returning * into o;
  perform app.end_message_job(p_id, o.attempt, 'CANCELED');
  select m.conversation_id into thread from public.messages m where m.tenant_id = o.tenant_id and m.id = p_id;
  update public.conversations c set deleted_at = app.now() where c.tenant_id = o.tenant_id and c.id = thread
    and not exists (select from public.messages m left join public.outbound b on b.tenant_id = m.tenant_id and b.id = m.id
      where m.tenant_id = c.tenant_id and m.conversation_id = c.id and b.status is distinct from 'CANCELED');
end $$;

-- What the mail of a message is made of; its account of the business is that of now.
create or replace function app.message_to_send(p_id uuid) returns jsonb
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object('message', to_jsonb(m), 'key', o.key, 'status', o.status, 'channel', o.channel, 'tenant_id', o.tenant_id,
      'asked_before', case when o.asked > 1 then o.asked_at end, 'is_opted_out', c.opted_out_at is not null, 'is_own_number', app.has_phone_number(c.phone_number),
      'has_thread_link', c.channel = 'WEB_PORTAL' and o.to_address = c.reply_to and o.copies = 0, 'business_name', app.business()->>'name',
      'mail_local', app.mailbox_object()->>'local', 'files', coalesce((select jsonb_agg(jsonb_build_object('file_name', f.file_name, 'mime_type', f.mime_type,
        'object_key', f.object_key) order by f.id) from public.files f where f.tenant_id = m.tenant_id and f.message_id = m.id and f.deleted_at is null), '[]'))
    from public.messages m join public.outbound o on o.tenant_id = m.tenant_id and o.id = m.id
      join public.conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id
    where m.tenant_id = app.tenant() and m.id = p_id);
end $$;

-- What its job must know.
create or replace function app.message_job_facts(p_tenant uuid, p_message uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  -- A second more: the job's time and the message's are written in one beat, but not with the same digits.
  return (select jsonb_build_object('is_due', o.status = 'QUEUED' and coalesce(o.send_at <= app.now() + interval '1 second', true))
    from public.outbound o where o.tenant_id = p_tenant and o.id = p_message);
end $$;

grant execute on function app.member_name(text), app.letter_facts(jsonb), app.must_have_seen(uuid, uuid), app.begin_conversation(jsonb), app.write_message(jsonb, jsonb, jsonb, jsonb),
  app.message_sent(uuid, text), app.message_failed(uuid, text), app.attempt_message(uuid, int), app.cancel_message(uuid), app.message_to_send(uuid) to hub_app;
