-- What happened, once each, for figures of later (H-AN): a row for each event with its base properties and what it was about.
set role app_owner;
create table app.events (
  tenant_id uuid not null,
  id bigint generated always as identity,
  event_name text not null,
  at timestamptz(3) not null,
  -- Null for what a link or a job did.
  user_id text,
  role text,
  profile_id text,
  platform text check (platform in ('web', 'pwa', 'mobile')),
  source text check (source in ('inbox', 'manual', 'ai', 'pos_sync', 'portal')),
  session_id text,
  request_id text,
  conversation_id uuid,
  work_item_id uuid,
  invoice_id uuid,
  quote_id uuid,
  payment_id uuid,
  expense_id uuid,
  amount bigint,
  currency char(3),
  ai_confidence real,
  target_type text,
  -- As the app named it: what it sends again is the same.
  client_id uuid,
  constraint events_pkey primary key (tenant_id, id)
);
create index events_name on app.events (tenant_id, event_name, at, id);
create index events_at on app.events (tenant_id, at, id);
create unique index events_client on app.events (tenant_id, client_id) where client_id is not null;

-- Who it was is known when it is written; what it was about, at the end of the transaction.
alter table app.outbox add column actor text, add column role text, add column session_id text;
alter table app.outbox alter column actor set default nullif(current_setting('app.actor', true), ''),
  alter column role set default nullif(current_setting('app.role', true), ''),
  alter column session_id set default nullif(current_setting('app.session', true), ''),
  alter column request_id set default nullif(current_setting('app.request', true), '');
-- AL2: what a function writes on behalf of a request carries its id as well.
alter table app.audit alter column request_id set default nullif(current_setting('app.request', true), '');

insert into app.events (tenant_id, event_name, at, profile_id, request_id)
  select o.tenant_id, case o.event when 'export.requested' then 'export.started' else o.event end, o.at, t.profile_id, o.request_id
  from app.outbox o join app.tenants t on t.id = o.tenant_id order by o.id;

create function app.keep_event() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$ begin return null; end $$;
create constraint trigger keep_event after insert on app.outbox deferrable initially deferred for each row execute function app.keep_event();
create function app.tell_paid() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$ begin return null; end $$;
create trigger tell_paid after update on invoices for each row when (new.phase = 'PAID' and old.phase <> 'PAID') execute function app.tell_paid();
reset role;
