-- Contacts, invoices, payments: tenant tables, forced row security, composite keys between them.
set role app_owner;

create table contacts (
  tenant_id uuid not null,
  id uuid not null,
  type text not null check (type in ('CUSTOMER', 'VENDOR', 'LEAD', 'OTHER')),
  display_name text not null check (length(display_name) between 1 and 200),
  company_name text, email text, phone text,
  address_line1 text, address_line2 text, city text, region text, postal_code text, country text,
  tags text[] not null default '{}',
  notes text,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  assigned_to text,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint contacts_pkey primary key (tenant_id, id)
);
create index contacts_created on contacts (tenant_id, created_at desc, id desc) where deleted_at is null;
create index contacts_updated on contacts (tenant_id, updated_at);
create index contacts_status on contacts (tenant_id, status, created_at desc, id desc) where deleted_at is null;
create index contacts_type on contacts (tenant_id, type, status, created_at desc, id desc) where deleted_at is null;
create index contacts_made on contacts (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index contacts_assigned on contacts (tenant_id, assigned_to, created_at desc, id desc) where deleted_at is null and assigned_to is not null;
create index contacts_phone on contacts (tenant_id, phone);
create index contacts_email on contacts (tenant_id, email);
create index contacts_display_name on contacts (tenant_id, display_name);

create table tax_rates (
  tenant_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 60),
  percent_e4 bigint not null check (percent_e4 between 0 and 10000000),
  is_default boolean not null default false,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'ARCHIVED')),
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint tax_rates_pkey primary key (tenant_id, id)
);
create index tax_rates_created on tax_rates (tenant_id, created_at desc, id desc) where deleted_at is null;

create table counters (
  tenant_id uuid not null, kind text not null, last bigint not null,
  constraint counters_pkey primary key (tenant_id, kind)
);

create table invoices (
  tenant_id uuid not null,
  id uuid not null,
  status text not null default 'DRAFT' check (status in ('DRAFT', 'SENT', 'VOID')),
  invoice_number text,
  contact_id uuid not null,
  reference text,
  issue_date date not null,
  due_date date not null,
  currency char(3) not null,
  prices_include_tax boolean not null default false,
  discount jsonb,
  charges jsonb not null default '[]',
  taxes jsonb not null default '[]',
  subtotal bigint not null, discount_total bigint not null, charge_total bigint not null, tax_total bigint not null, total bigint not null,
  amount_paid bigint not null default 0,
  notes text, terms text, internal_notes text,
  tags text[] not null default '{}',
  ar_stage text not null default 'NONE' check (ar_stage in ('NONE', 'REMINDER_1', 'REMINDER_2', 'FINAL', 'COLLECTIONS')),
  snapshot jsonb,
  finalised_at timestamptz(3), sent_at timestamptz(3), last_sent_at timestamptz(3), voided_at timestamptz(3), send_at timestamptz(3),
  claimed_until timestamptz,
  checkout_claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  -- Decided states are stored; how far a sent invoice is paid follows from its sums.
  phase text not null generated always as (case when status <> 'SENT' then status when amount_paid >= total then 'PAID'
    when amount_paid > 0 then 'PARTIALLY_PAID' else 'SENT' end) stored,
  constraint invoices_pkey primary key (tenant_id, id),
  constraint invoices_number_key unique (tenant_id, invoice_number),
  constraint invoices_contact_fkey foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
  constraint invoices_money_exact check (
    subtotal between -9007199254740991 and 9007199254740991 and discount_total between -9007199254740991 and 9007199254740991
    and charge_total between -9007199254740991 and 9007199254740991 and tax_total between -9007199254740991 and 9007199254740991
    and total between 0 and 9007199254740991 and amount_paid between 0 and total),
  constraint invoices_due check (due_date >= issue_date),
  constraint invoices_sent_numbered check (status <> 'SENT' or invoice_number is not null)
);
create index invoices_created on invoices (tenant_id, created_at desc, id desc) where deleted_at is null;
create index invoices_updated on invoices (tenant_id, updated_at);
create index invoices_phase on invoices (tenant_id, phase, created_at desc, id desc) where deleted_at is null;
create index invoices_phase_due on invoices (tenant_id, phase, due_date, id) where deleted_at is null;
create index invoices_due on invoices (tenant_id, due_date, id) where deleted_at is null;
create index invoices_open_due on invoices (tenant_id, due_date, id) where status = 'SENT' and amount_paid < total and deleted_at is null;
create index invoices_made on invoices (tenant_id, created_by, created_at desc, id desc) where deleted_at is null;
create index invoices_contact on invoices (tenant_id, contact_id, created_at desc, id desc) where deleted_at is null;

create table invoice_lines (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  position int not null,
  name text not null check (length(name) between 1 and 200),
  description text,
  qty_e4 bigint not null,
  rate_e4 bigint not null,
  discount jsonb,
  tax_rate_id uuid,
  tax_name text,
  tax_percent_e4 bigint,
  amount bigint not null,
  net bigint not null,
  constraint invoice_lines_pkey primary key (tenant_id, id),
  constraint invoice_lines_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint invoice_lines_tax_rate_fkey foreign key (tenant_id, tax_rate_id) references tax_rates (tenant_id, id)
);
create unique index invoice_lines_order on invoice_lines (tenant_id, invoice_id, position);

create table invoice_views (
  tenant_id uuid not null,
  invoice_id uuid not null,
  count int not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  constraint invoice_views_pkey primary key (tenant_id, invoice_id),
  constraint invoice_views_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);

-- Payments are facts: inserted, never changed. A reversal is a row of its own with a negative amount.
create table payments (
  tenant_id uuid not null,
  id uuid not null,
  invoice_id uuid not null,
  provider text not null check (provider in ('STRIPE', 'CASH', 'BANK', 'CHECK', 'SQUARE', 'SHOPIFY', 'OTHER')),
  provider_account text,
  provider_payment_id text,
  status text not null check (status in ('PENDING', 'SUCCEEDED', 'FAILED', 'REFUNDED')),
  amount bigint not null check (amount between -9007199254740991 and 9007199254740991 and amount <> 0),
  applied bigint not null check (abs(applied) <= abs(amount)),
  currency char(3) not null,
  paid_at timestamptz(3) not null,
  paid_on date not null,
  method_label text,
  receipt_url text,
  note text,
  reverses_id uuid,
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  constraint payments_pkey primary key (tenant_id, id),
  constraint payments_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint payments_reverses_fkey foreign key (tenant_id, reverses_id) references payments (tenant_id, id)
);
create unique index payments_provider_key on payments (tenant_id, provider, provider_account, provider_payment_id) where provider_payment_id is not null;
create index payments_created on payments (tenant_id, created_at desc, id desc);
create index payments_invoice on payments (tenant_id, invoice_id, created_at desc, id desc);
create index payments_status on payments (tenant_id, status, created_at desc, id desc);
create index payments_paid_on on payments (tenant_id, paid_on, id);
create index payments_reversed on payments (tenant_id, reverses_id) where reverses_id is not null;
create unique index payments_reverses on payments (tenant_id, reverses_id) where reverses_id is not null and provider <> 'STRIPE';

-- Money that arrived and fits nowhere: unknown invoice, other currency, too much, paid after void.
create table unapplied_money (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid,
  invoice_id uuid,
  provider text not null,
  provider_account text,
  provider_payment_id text,
  amount bigint not null check (amount > 0 and amount <= 9007199254740991),
  currency char(3) not null,
  reason text not null check (reason in ('UNKNOWN_INVOICE', 'OTHER_CURRENCY', 'TOO_MUCH', 'INVOICE_VOID', 'NOT_SENT', 'METADATA_DISAGREES')),
  paid_at timestamptz(3) not null,
  created_at timestamptz(3) not null default app.now(),
  constraint unapplied_money_pkey primary key (tenant_id, id),
  constraint unapplied_money_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
  constraint unapplied_money_payment_fkey foreign key (tenant_id, payment_id) references payments (tenant_id, id)
);
create unique index unapplied_money_provider_key on unapplied_money (tenant_id, provider, provider_account, provider_payment_id) where provider_payment_id is not null;
create index unapplied_money_created on unapplied_money (tenant_id, created_at desc, id desc);
create index unapplied_money_invoice on unapplied_money (tenant_id, invoice_id);

create table checkout_sessions (
  tenant_id uuid not null,
  id text not null,
  account text not null,
  invoice_id uuid not null,
  amount bigint not null,
  currency char(3) not null,
  status text not null default 'OPEN' check (status in ('OPEN', 'PROCESSING', 'COMPLETE', 'EXPIRED', 'FAILED')),
  payment_intent text,
  url text,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  constraint checkout_sessions_pkey primary key (tenant_id, id),
  constraint checkout_sessions_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create index checkout_sessions_intent on checkout_sessions (tenant_id, payment_intent) where payment_intent is not null;
create index checkout_sessions_invoice on checkout_sessions (tenant_id, invoice_id, created_at desc);

create table search_terms (
  tenant_id uuid not null,
  kind text not null,
  id uuid not null,
  term text collate "C" not null,
  -- The field it came from, so that an edit of one field replaces its terms alone.
  field text not null default '',
  constraint search_terms_pkey primary key (tenant_id, kind, term, id, field)
);
create index search_terms_object on search_terms (tenant_id, kind, id, term);

do $$ declare t text; begin
  foreach t in array array['contacts', 'tax_rates', 'counters', 'invoices', 'invoice_lines', 'invoice_views', 'payments', 'unapplied_money', 'checkout_sessions', 'search_terms'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy tenant on %I using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
      with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)$p$, t);
  end loop;
end $$;
-- An agent works on his own: contacts he made or was given, drafts he made (H-RBAC-14). For anybody else app.agent() is null
-- and nothing is excluded; said this way round, the planner knows that, and does not expect a handful of rows.
create policy agent_own on contacts as restrictive
  using ((created_by <> app.agent() and assigned_to is distinct from app.agent()) is not true);
create policy agent_own on invoices as restrictive using ((created_by <> app.agent()) is not true);

grant select, insert on contacts, tax_rates, invoices, invoice_lines, payments, unapplied_money, checkout_sessions, search_terms to hub_app;
grant select on invoice_views to hub_app;
grant delete on invoice_lines, search_terms to hub_app;
grant update (type, display_name, company_name, email, phone, address_line1, address_line2, city, region, postal_code, country, tags, notes, status,
  assigned_to, version, updated_at, deleted_at) on contacts to hub_app;
grant update (name, percent_e4, is_default, status, version, updated_at, deleted_at) on tax_rates to hub_app;
grant update (status, invoice_number, contact_id, reference, issue_date, due_date, currency, prices_include_tax, discount, charges, taxes, subtotal,
  discount_total, charge_total, tax_total, total, notes, terms, internal_notes, tags, ar_stage, snapshot, finalised_at, sent_at, last_sent_at,
  voided_at, send_at, claimed_until, checkout_claimed_until, version, updated_at, deleted_at) on invoices to hub_app;
grant update (status, payment_intent, updated_at) on checkout_sessions to hub_app;

-- The currency a payment was read with must be the invoice's own.
create function app.same_currency(p_invoice uuid, p_currency text) returns void
  language plpgsql stable as $$
begin
  if not exists (select from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice and i.currency = p_currency) then
    raise exception 'The invoice is in another currency' using errcode = 'U0422', hint = 'currency';
  end if;
end $$;

create function app.local_date(p_at timestamptz) returns date
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select (p_at at time zone t.timezone)::date from app.tenants t where t.id = app.tenant() $$;

-- amount_paid moves here and nowhere else: behind the lock that app.act took on the invoice.
create function app.settle_invoice(p_invoice uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.invoices i set version = i.version + 1, updated_at = app.now(),
    amount_paid = (select coalesce(sum(p.applied), 0) from public.payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id)
  where i.tenant_id = app.tenant() and i.id = p_invoice
$$;

-- A reference in a body: another tenant's, an unknown and a deleted id get the same answer. Runs as the caller, under his policies.
create function app.must_exist(p_table text, p_id uuid, p_field text) returns void
  language plpgsql stable as $$
declare found_one boolean;
begin
  execute format('select true from public.%I where tenant_id = app.tenant() and id = $1 and deleted_at is null', p_table) into found_one using p_id;
  if found_one is null then raise exception 'No such record' using errcode = 'U0422', hint = p_field; end if;
end $$;

-- The same for a colleague: only who is a member of this business now can be given something.
create function app.must_be_member(p_user text, p_field text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from app.memberships m where m.tenant_id = app.tenant() and m.user_id = p_user and m.status = 'ACTIVE') then
    raise exception 'No such record' using errcode = 'U0422', hint = p_field;
  end if;
end $$;

-- Call only behind the lock of the document, so that a refused send keeps its number and leaves no gap.
create function app.next_number(p_kind text) returns bigint
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.counters (tenant_id, kind, last) values (app.tenant(), p_kind, 1)
    on conflict on constraint counters_pkey do update set last = counters.last + 1 returning last
$$;

-- Freezes a draft: number, date and everything that is printed. Behind the lock of the document; a second call changes nothing.
create function app.finalise_invoice(p_invoice uuid) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare held public.invoices; n bigint;
begin
  select * into held from public.invoices i where i.tenant_id = app.tenant() and i.id = p_invoice;
  if held.invoice_number is not null then return; end if;
  n := app.next_number('invoice');
  update public.invoices i set finalised_at = app.now(),
      invoice_number = t.invoice_prefix || case when n < 10000 then lpad(n::text, 4, '0') else n::text end,
      snapshot = jsonb_build_object(
        'business', to_jsonb(t) - array['settings', 'settings_version', 'owner_email', 'plan', 'profile_id', 'external_org_id', 'created_at', 'updated_at', 'id'],
        'contact', (select to_jsonb(c) - array['tenant_id', 'id', 'notes', 'tags', 'status', 'assigned_to', 'version', 'created_at', 'updated_at', 'created_by', 'deleted_at']
                    from public.contacts c where c.tenant_id = i.tenant_id and c.id = i.contact_id))
    from app.tenants t where t.id = i.tenant_id and i.tenant_id = app.tenant() and i.id = p_invoice
    returning i.invoice_number into held.invoice_number;
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), 'invoice', p_invoice, word, 'number' from regexp_split_to_table(lower(held.invoice_number), '[^a-z0-9]+') word where word <> ''
    on conflict do nothing;
end $$;

-- An invoice is found by its contact's names too. Runs as the caller, under his policies.
create function app.index_contact_of(p_invoice uuid, p_contact uuid) returns void
  language sql volatile as $$
  delete from public.search_terms where tenant_id = app.tenant() and kind = 'invoice' and id = p_invoice and field = 'contact';
  insert into public.search_terms (tenant_id, kind, id, term, field)
    select distinct app.tenant(), 'invoice', p_invoice, s.term, 'contact' from public.search_terms s
    where s.tenant_id = app.tenant() and s.kind = 'contact' and s.id = p_contact
$$;

create function app.mint_portal_token(p_hash text, p_type text, p_object uuid, p_expires timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.portal_tokens (hash, tenant_id, object_type, object_id, created_by, created_at, expires_at)
    values (decode(p_hash, 'hex'), app.tenant(), p_type, p_object, app.actor(), app.now(), p_expires)
$$;
create function app.revoke_portal_tokens(p_object uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.portal_tokens set revoked_at = app.now() where tenant_id = app.tenant() and object_id = p_object and revoked_at is null $$;
create function app.has_portal_token(p_object uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (select from app.portal_tokens where tenant_id = app.tenant() and object_id = p_object and revoked_at is null and expires_at > app.now()) $$;

create function app.business() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select to_jsonb(t) - 'settings' || jsonb_build_object('role', app.role()) from app.tenants t where t.id = app.tenant() $$;

-- The Worker knows zones that a database may not know; one of those would close the business to everybody.
create function app.check_zone(p_zone text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform now() at time zone p_zone;
exception when invalid_parameter_value then
  raise exception 'Use the name of a time zone, such as America/Toronto' using errcode = 'U0422', hint = 'timezone';
end $$;

create function app.update_business(p_changes jsonb, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.check_zone(p_changes->>'timezone');
  update app.tenants t set (name, timezone, currency, country, language, address_line1, address_line2, city, region, postal_code, email, phone, website,
      tax_id, logo, brand_color, net_days, invoice_prefix, prices_include_tax, invoice_notes, invoice_terms, settings_version, updated_at) =
    (select n.name, n.timezone, n.currency, n.country, n.language, n.address_line1, n.address_line2, n.city, n.region, n.postal_code, n.email, n.phone, n.website,
      n.tax_id, n.logo, n.brand_color, n.net_days, n.invoice_prefix, n.prices_include_tax, n.invoice_notes, n.invoice_terms, t.settings_version + 1, app.now()
     from jsonb_populate_record(t, p_changes) n)
  where t.id = app.tenant() and t.settings_version = coalesce(p_version, t.settings_version);
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'business'; end if;
end $$;

-- Whatever the Worker caches for its sums has changed: tax rates, profile.
create function app.touch_settings() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.tenants set settings_version = settings_version + 1, updated_at = app.now() where id = app.tenant() $$;

create function app.stripe_account() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select to_jsonb(s) - 'tenant_id' from app.stripe_accounts s where s.tenant_id = app.tenant() $$;
create function app.link_stripe_account(p_account text, p_charges_enabled boolean) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.stripe_accounts (account, tenant_id, charges_enabled) values (p_account, app.tenant(), p_charges_enabled)
    on conflict on constraint stripe_accounts_tenant_id_key do update set charges_enabled = excluded.charges_enabled, updated_at = clock_timestamp()
$$;

grant execute on function app.settle_invoice(uuid), app.same_currency(uuid, text), app.local_date(timestamptz), app.must_exist(text, uuid, text), app.must_be_member(text, text), app.finalise_invoice(uuid), app.index_contact_of(uuid, uuid), app.mint_portal_token(text, text, uuid, timestamptz), app.revoke_portal_tokens(uuid),
  app.has_portal_token(uuid), app.business(), app.update_business(jsonb, int), app.touch_settings(), app.stripe_account(), app.link_stripe_account(text, boolean) to hub_app;
reset role;
