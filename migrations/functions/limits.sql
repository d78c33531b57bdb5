-- What is counted in the trip of the verb that does it, by the machine's clock: mails that somebody can have sent to a stranger, by recipient and
-- by sender, and calls that anybody can make. False when there were as many already in this window.
create or replace function app.count_within(p_what text, p_max int, p_hours int) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare life interval := make_interval(hours => p_hours); counted int;
begin
  insert into app.mail_counts as c (key, since, n) values (sha256(convert_to(p_what, 'UTF8')), clock_timestamp(), 1)
    on conflict on constraint mail_counts_pkey do update set
      n = case when c.since < clock_timestamp() - life then 1 else least(c.n + 1, 1000000) end,
      since = case when c.since < clock_timestamp() - life then clock_timestamp() else c.since end
    returning c.n into counted;
  return counted <= p_max;
end $$;

-- A call that anybody can make, counted by the network it comes from: the seconds to wait, 0 while there may be more. Who has to wait is told
-- without a lock, so that a flood holds nobody up. p_by: network, and how many may come in an hour.
create or replace function app.count_call(p_what text, p_by jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare what text := p_what || ' from ' || coalesce(p_by->>'network', ''); most int := coalesce((p_by->>'hourly')::int, 1000000); wait int;
begin
  select ceil(extract(epoch from c.since + interval '1 hour' - clock_timestamp()))::int into wait
    from app.mail_counts c where c.key = sha256(convert_to(what, 'UTF8')) and c.n >= most;
  if wait > 0 then return wait; end if;
  return case when app.count_within(what, most, 1) then 0 else 3600 end;
end $$;

-- Anybody can ask for these mails to anybody: four an hour, ten a day. Above that none goes out, and the links mailed before stay good.
create or replace function app.may_mail_account(p_kind text, p_email text) returns boolean
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ select case when app.count_within(p_kind || ' an hour: ' || p_email, 4, 1) then app.count_within(p_kind || ' a day: ' || p_email, 10, 24) else false end $$;

-- A business of the last seven days is anybody's.
create or replace function app.is_new_business() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select created_at > clock_timestamp() - interval '7 days' from app.tenants where id = app.tenant() $$;

create or replace function app.count_invitation(p_email text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.count_within('invitations of ' || app.tenant(), case when app.is_new_business() then 20 else 200 end, 24) then
    raise exception 'As many invitations went out today as may: go on tomorrow' using errcode = 'U0429', hint = 'mails_of_sender';
  end if;
  if not app.count_within('invitations to ' || p_email, 5, 24) then
    raise exception 'This address was invited often today: try again tomorrow' using errcode = 'U0429', hint = 'mails_to_recipient';
  end if;
end $$;

create or replace function app.count_document_mail(p_email text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.must_take_mail(p_email);
  if not app.count_within('documents of ' || app.tenant(), case when app.is_new_business() then 300 else 2000 end, 24) then
    raise exception 'As many documents went out by mail today as may: go on tomorrow' using errcode = 'U0429', hint = 'mails_of_sender';
  end if;
  if not app.count_within('documents of ' || app.tenant() || ' to ' || lower(p_email), 100, 24) then
    raise exception 'This address was sent many documents today: try again tomorrow' using errcode = 'U0429', hint = 'mails_to_recipient';
  end if;
end $$;

-- What a person writes; each copy is a mail.
create or replace function app.count_message_mail(p_email text, p_copies int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.must_take_mail(p_email);
  for n in 0..least(p_copies, 100) loop
    if not app.count_within('messages of ' || app.tenant(), case when app.is_new_business() then 300 else 3000 end, 24) then
      raise exception 'As many messages went out by mail today as may: go on tomorrow' using errcode = 'U0429', hint = 'mails_of_sender';
    end if;
  end loop;
  if not app.count_within('messages of ' || app.tenant() || ' to ' || lower(p_email), 100, 24) then
    raise exception 'This address was sent many messages today: try again tomorrow' using errcode = 'U0429', hint = 'mails_to_recipient';
  end if;
end $$;

create or replace function app.count_text(p_phone text) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.count_within('texts of ' || app.tenant(), case when app.is_new_business() then 200 else 2000 end, 24) then
    raise exception 'As many text messages went out today as may: go on tomorrow' using errcode = 'U0429', hint = 'texts_of_sender';
  end if;
  if not app.count_within('texts of ' || app.tenant() || ' to ' || p_phone, 50, 24) then
    raise exception 'This number was sent many text messages today: try again tomorrow' using errcode = 'U0429', hint = 'texts_to_recipient';
  end if;
end $$;

grant execute on function app.count_document_mail(text), app.count_message_mail(text, int), app.count_text(text) to hub_app;
