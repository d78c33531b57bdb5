-- Mail that comes in. Its secret address finds the business; who is not found is told nothing.

-- Whose an address is, and whether mail is taken there; null for one that is nobody's, or no longer.
create or replace function app.mail_recipient(p_local text) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare owner uuid := coalesce((select t.id from app.tenants t where t.mail_local = p_local), (select t.id from app.tenants t where t.receipts_local = p_local),
    (select a.tenant_id from app.mail_aliases a where a.local = p_local and a.retires_at > app.now()));
begin
  return case when owner is not null then jsonb_build_object('tenant_id', owner, 'is_closed', app.is_closed(owner)) end;
end $$;

-- A raw mail that lies in the storage, and its job. The same bytes again are the mail of before, whose job goes on: the caller takes
-- away what it stored. Null where the token of a webhook came with another mail before.
create or replace function app.receive_mail(p_tenant uuid, p_mail jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m app.mails; is_new boolean;
begin
  if p_mail->>'token' is not null and not exists (select from app.mails k where k.tenant_id = p_tenant and k.sha256 = p_mail->>'sha256') then
    insert into app.webhook_tokens (token) values (left(p_mail->>'token', 200)) on conflict do nothing;
    if not found then return null; end if;
  end if;
  insert into app.mails (tenant_id, id, raw_key, size_bytes, sha256, sender, thread_key, is_receipt)
    values (p_tenant, (p_mail->>'id')::uuid, p_mail->>'raw_key', (p_mail->>'size_bytes')::bigint, p_mail->>'sha256', p_mail->>'sender', p_mail->>'thread_key', coalesce((p_mail->>'is_receipt')::boolean, false))
    on conflict on constraint mails_content do nothing;
  is_new := found;
  select * into strict m from app.mails where tenant_id = p_tenant and sha256 = p_mail->>'sha256';
  if is_new then
    if not m.is_receipt and not exists (select from app.mails k where k.tenant_id = p_tenant and k.id <> m.id and not k.is_receipt) then
      insert into app.outbox (tenant_id, event, object_id, at) values (p_tenant, 'channel.connected', p_tenant, app.now());
    end if;
    insert into app.jobs (tenant_id, type, key, payload, run_at)
      values (p_tenant, 'MAIL_READ', 'mail:' || m.id, jsonb_build_object('mail_id', m.id), app.now());
  end if;
  return jsonb_build_object('id', m.id, 'job', 'mail:' || m.id, 'is_new', is_new);
end $$;

-- What a job must know of its mail.
create or replace function app.mail_facts(p_tenant uuid, p_mail uuid) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('app.tenant', p_tenant::text, true);
  return (select jsonb_build_object('raw_key', m.raw_key, 'sender', m.sender, 'thread_key', m.thread_key, 'received_at', m.received_at, 'size_bytes', m.size_bytes,
      'sha256', m.sha256, 'is_receipt', m.is_receipt, 'is_drafted', coalesce(app.autonomy()->>'level', 'L1') <> 'L1',
      'is_kept', exists (select from public.messages k where k.tenant_id = p_tenant and k.id = p_mail) or exists (select from public.expenses e where e.tenant_id = p_tenant and e.id = p_mail))
    from app.mails m where m.tenant_id = p_tenant and m.id = p_mail);
end $$;

-- A mail that was read becomes a message in its thread. p_mail: the columns of messages, contact_emails, ref_keys (what it answers, the
-- nearest first), thread_key (of the address that it came to), subject_key, snippet; conversation_id is the id of a new one. Answers the objects in the storage that nobody needs.
create or replace function app.keep_mail(p_mail jsonb, p_files jsonb, p_terms jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare m public.messages := jsonb_populate_record(null::public.messages, p_mail); contact uuid; thread uuid; spare jsonb; wakes boolean := m.kind <> 'AUTO_REPLY';
begin
  -- Two mails of one thread come one after the other.
  perform pg_advisory_xact_lock(hashtextextended('mail:' || app.tenant(), 0));
  if exists (select from public.messages k where k.tenant_id = app.tenant() and k.id = m.id) then return jsonb_build_object('is_new', false, 'spare', '[]'::jsonb); end if;
  if exists (select from public.messages k where k.tenant_id = app.tenant() and k.once_key = m.once_key) then
    return jsonb_build_object('is_new', false, 'spare', (select jsonb_agg(key) from (
      select jsonb_array_elements(p_files)->>'object_key' union all select m.raw_key union all select m.html_key) gone (key) where key is not null));
  end if;
  contact := app.contact_by('EMAIL', array(select jsonb_array_elements_text(p_mail->'contact_emails')));
  thread := app.mail_thread(m, p_mail, contact);
  m.tenant_id := app.tenant(); m.created_at := app.now(); m.created_by := app.actor(); m.internal := false; m.refs := '{}';
  if thread is null then
    insert into public.conversations (tenant_id, id, contact_id, from_name, from_address, subject, subject_key, snippet, last_message_at, last_direction, attachments_count, reply_to)
      values (m.tenant_id, m.conversation_id, contact, m.from_name, m.from_address, m.subject, p_mail->>'subject_key', p_mail->>'snippet', m.received_at,
        m.direction, jsonb_array_length(p_files), case when m.kind in ('BOUNCE', 'COMPLAINT') then '' else coalesce(nullif(m.reply_to, ''), m.from_address) end);
  else
    m.conversation_id := thread;
    perform app.show_newest_and_oldest(m, p_mail);
    update public.conversations c set attachments_count = c.attachments_count + jsonb_array_length(p_files), status = case when wakes then 'OPEN' else c.status end,
        reply_to = case when m.kind = 'MESSAGE' and (m.from_address in (c.from_address, c.reply_to) or c.contact_id = contact)
          then coalesce(nullif(m.reply_to, ''), m.from_address) else c.reply_to end,
        contact_id = coalesce(c.contact_id, case when c.from_address = m.from_address then contact end), version = c.version + 1, updated_at = app.now()
      where c.tenant_id = m.tenant_id and c.id = thread;
  end if;
  insert into public.messages select m.*;
  spare := app.keep_mail_files(m.id, p_files);
  perform app.leave_unread(m.conversation_id, wakes);
  perform app.index_message(m.conversation_id, p_terms);
  return jsonb_build_object('is_new', true, 'spare', spare);
end $$;

-- A thread shows how its newest message begins, and is called as its oldest, in whatever order they are read.
create or replace function app.show_newest_and_oldest(m public.messages, p_mail jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.conversations c set snippet = p_mail->>'snippet', last_message_at = m.received_at, last_direction = m.direction
    where c.tenant_id = m.tenant_id and c.id = m.conversation_id and c.last_message_at <= m.received_at;
  update public.conversations c set subject = m.subject, subject_key = p_mail->>'subject_key', from_name = m.from_name, from_address = m.from_address
    where c.tenant_id = m.tenant_id and c.id = m.conversation_id
      and not exists (select from public.messages k where k.tenant_id = m.tenant_id and k.conversation_id = c.id and k.received_at <= m.received_at);
end $$;

-- The conversation that a mail goes on with. By the secret in the address that it came to; by what it answers, if its sender takes part in that (EM8: anybody can write any reference);
-- else by sender and subject, for thirty days.
create or replace function app.mail_thread(m public.messages, p_mail jsonb, p_contact uuid) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare thread uuid; sender jsonb := jsonb_build_array(jsonb_build_object('address', m.from_address));
begin
  select c.id into thread from public.conversations c where c.tenant_id = app.tenant() and c.thread_key = p_mail->>'thread_key' and c.deleted_at is null;
  if thread is not null then return thread; end if;
  select c.id into thread from jsonb_array_elements_text(p_mail->'ref_keys') with ordinality r (key, place)
      join public.messages a on a.tenant_id = app.tenant() and a.ref_key = r.key
      join public.conversations c on c.tenant_id = a.tenant_id and c.id = a.conversation_id and c.deleted_at is null
    where m.from_address in (c.from_address, a.from_address) or a.to_addresses @> sender or a.cc_addresses @> sender or c.contact_id = p_contact
    order by r.place limit 1;
  if thread is not null or p_mail->>'subject_key' = '' or m.from_address = '' then return thread; end if;
  return (select c.id from public.conversations c where c.tenant_id = app.tenant() and c.from_address = m.from_address and c.subject_key = p_mail->>'subject_key'
    and c.last_message_at > m.received_at - interval '30 days' and c.channel = 'EMAIL' and c.deleted_at is null order by c.last_message_at desc limit 1);
end $$;

-- A conversation has a message more: unread by all who see it, if it is one that wakes; an agent sees what is his.
create or replace function app.leave_unread(p_conversation uuid, p_wakes boolean) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare c public.conversations;
begin
  select * into strict c from public.conversations where tenant_id = app.tenant() and id = p_conversation;
  update public.conversation_unread u set last_message_at = c.last_message_at where u.tenant_id = c.tenant_id and u.conversation_id = c.id;
  insert into public.conversation_unread (tenant_id, user_id, conversation_id, last_message_at, is_open)
    select c.tenant_id, s.user_id, c.id, c.last_message_at, c.status = 'OPEN' from app.memberships s
    where p_wakes and s.tenant_id = c.tenant_id and s.status = 'ACTIVE' and (s.role <> 'AGENT' or s.user_id = c.assigned_to)
    on conflict do nothing;
end $$;

-- What came with a message. Content that is there already is not kept twice, as in app.store_file.
create or replace function app.keep_mail_files(p_message uuid, p_files jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare f public.files; same text; spare jsonb := '[]';
begin
  for f in select (jsonb_populate_record(null::public.files, each)).* from jsonb_array_elements(p_files) each order by each->>'sha256' loop
    perform pg_advisory_xact_lock(hashtextextended(app.tenant() || f.sha256, 0));
    select o.object_key into same from public.files o
      where o.tenant_id = app.tenant() and o.sha256 = f.sha256 and o.status = 'STORED' and o.deleted_at is null limit 1 for share;
    if same is distinct from null and same <> f.object_key then spare := spare || to_jsonb(f.object_key); end if;
    insert into public.files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, message_id)
      values (app.tenant(), f.id, f.file_name, f.mime_type, f.size_bytes, f.sha256, 'STORED', coalesce(same, f.object_key), p_message);
    same := null;
  end loop;
  return spare;
end $$;

-- A conversation is found by who writes in it, by subjects and by words of its texts, as long as it has not too many of them.
create or replace function app.index_message(p_conversation uuid, p_terms jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare room int := 600 - (select count(*) from public.search_terms s where s.tenant_id = app.tenant() and s.kind = 'conversation' and s.id = p_conversation);
begin
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select app.tenant(), 'conversation', p_conversation, term, field from jsonb_each(p_terms) fields (field, terms), jsonb_array_elements_text(terms) term
    limit greatest(room, 0)
    on conflict do nothing;
end $$;

grant execute on function app.mail_recipient(text), app.receive_mail(uuid, jsonb), app.keep_mail(jsonb, jsonb, jsonb) to hub_app;
