-- What a contact said of being written to, as a fact; what holds stands on the contact.
create or replace function app.tell_consent(p_contact uuid, p_channel text, p_state text, p_source text, p_note text default null) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.consents (tenant_id, contact_id, channel, state, source, note) select app.tenant(), p_contact, p_channel, p_state, p_source, p_note
    where p_contact is not null
$$;

-- What a member writes down. Who texted STOP is texted again when he texts START, whatever others say of him.
create or replace function app.record_consent(p_contact uuid, p_channel text, p_state text, p_note text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_channel = 'SMS' and p_state = 'GRANTED' and exists (select from public.conversations c
      where c.tenant_id = app.tenant() and c.contact_id = p_contact and c.opted_out_at is not null and c.deleted_at is null) then
    raise exception 'They texted STOP: only START from their phone takes that back' using errcode = 'U0422', hint = 'state';
  end if;
  perform app.tell_consent(p_contact, p_channel, p_state, 'MEMBER', p_note);
end $$;

-- A conversation belongs to a contact from now on: a STOP in it is the contact's.
create or replace function app.tell_stop(p_contact uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select app.tell_consent(k.id, 'SMS', 'WITHDRAWN', 'TEXT') from public.contacts k
    where k.tenant_id = app.tenant() and k.id = p_contact and k.sms_consent is distinct from 'WITHDRAWN' and exists (select from public.conversations c
      where c.tenant_id = k.tenant_id and c.contact_id = k.id and c.opted_out_at is not null)
$$;

-- A reviewer of the platform is told from a member of the business.
create or replace function app.actor_name(p_actor text) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select coalesce((select u.name from app.users u where u.id = p_actor), (select u.name || ' (SMB Hub)' from app.users u where 'ops:' || u.id = p_actor), p_actor) $$;

-- What was done to a contact itself, newest first; what its timeline tells by another kind is left out. Some more than asked for, since
-- several have the same moment.
create or replace function app.contact_history(p_id uuid, p_until timestamptz, p_limit int) returns table (id bigint, at timestamptz, actor text, action text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select a.id, a.at, app.actor_name(a.actor), a.action from app.audit a
    where a.tenant_id = app.tenant() and a.entity_id = p_id and a.action <> 'contact.record_consent' and a.at <= coalesce(p_until, 'infinity')
    order by a.id desc limit least(p_limit, 101) + 50;
end $$;

grant execute on function app.contact_history(uuid, timestamptz, int), app.actor_name(text), app.record_consent(uuid, text, text, text), app.tell_stop(uuid) to hub_app;
