-- Who may be written to with what nobody asked for, by channel (B-6-6): facts with their source, never changed; the contact says what holds.
set role app_owner;
create table consents (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  contact_id uuid not null,
  channel text not null check (channel in ('EMAIL', 'SMS')),
  state text not null check (state in ('GRANTED', 'WITHDRAWN')),
  source text not null check (source in ('MEMBER', 'TEXT', 'COMPLAINT', 'MERGE')),
  -- In the words of who wrote it down: how they said so.
  note text check (length(note) between 1 and 500),
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint consents_pkey primary key (tenant_id, id),
  constraint consents_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id)
);
create index consents_contact on consents (tenant_id, contact_id, created_at desc, id desc);
select app.protect('consents', may => '{select}');
create policy agent_own on consents as restrictive using ((app.agent() is not null
  and not exists (select from contacts c where c.tenant_id = consents.tenant_id and c.id = consents.contact_id)) is not true);
create trigger follow_merge before insert or update of contact_id on consents for each row when (new.contact_id is not null) execute function app.follow_merge();

alter table contacts
  add column email_consent text check (email_consent in ('GRANTED', 'WITHDRAWN')),
  add column sms_consent text check (sms_consent in ('GRANTED', 'WITHDRAWN'));

create function app.hold_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.contacts c set email_consent = case when new.channel = 'EMAIL' then new.state else c.email_consent end,
      sms_consent = case when new.channel = 'SMS' then new.state else c.sms_consent end
    where c.tenant_id = new.tenant_id and c.id = new.contact_id;
  return null;
end $$;
create trigger hold_consent after insert on consents for each row execute function app.hold_consent();
reset role;

-- What was said before this was kept: STOP, and mail that was called spam.
insert into consents (tenant_id, contact_id, channel, state, source, created_at, created_by)
  select distinct on (c.tenant_id, c.contact_id) c.tenant_id, c.contact_id, 'SMS', 'WITHDRAWN', 'TEXT', c.opted_out_at, 'webhook:sms'
    from conversations c where c.opted_out_at is not null and c.contact_id is not null order by c.tenant_id, c.contact_id, c.opted_out_at;
insert into consents (tenant_id, contact_id, channel, state, source, created_at, created_by)
  select c.tenant_id, c.id, 'EMAIL', 'WITHDRAWN', 'COMPLAINT', coalesce(c.email_problem_at, c.updated_at), 'webhook:mail'
    from contacts c where c.email_problem = 'COMPLAINED';
update contacts c set email_consent = 'WITHDRAWN' from consents k where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.channel = 'EMAIL';
update contacts c set sms_consent = 'WITHDRAWN' from consents k where k.tenant_id = c.tenant_id and k.contact_id = c.id and k.channel = 'SMS';
do $$ begin
  if exists (select from conversations c join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
      where c.opted_out_at is not null and k.sms_consent is distinct from 'WITHDRAWN')
     or exists (select from contacts where email_problem = 'COMPLAINED' and email_consent is distinct from 'WITHDRAWN') then
    raise exception 'consents were not written';
  end if;
end $$;
