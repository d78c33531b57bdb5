-- Tables without a tenant policy: reachable through functions only, hub_app has no grant on them.
set role app_owner;

create table app.clock (id boolean primary key default true check (id), shift interval not null default '0');

create table app.users (
  id text primary key,
  issuer text not null default 'hub',
  email text not null,
  name text not null,
  password_hash text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index users_email_key on app.users (email) where issuer = 'hub';

create table app.tenants (
  id uuid primary key,
  external_org_id text not null constraint tenants_external_org_id_key unique,
  name text not null,
  owner_email text not null,
  plan text not null default 'FREE',
  profile_id text not null default 'general',
  timezone text not null default 'UTC',
  currency char(3) not null default 'USD',
  country text,
  language text not null default 'en',
  address_line1 text, address_line2 text, city text, region text, postal_code text,
  email text, phone text, website text,
  tax_id text,
  logo text,
  brand_color text,
  net_days int not null default 14 check (net_days between 0 and 365),
  invoice_prefix text not null default 'INV-',
  prices_include_tax boolean not null default false,
  invoice_notes text,
  invoice_terms text,
  settings jsonb not null default '{}',
  settings_version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index tenants_owner_email on app.tenants (owner_email);

create table app.projects (
  id uuid primary key,
  tenant_id uuid not null references app.tenants,
  name text not null,
  is_default boolean not null default false,
  created_at timestamptz(3) not null default now()
);

create table app.memberships (
  tenant_id uuid not null references app.tenants,
  user_id text not null references app.users,
  role text not null check (role in ('OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER')),
  -- An agent who may send what is his own acts in the role DELEGATE (H-RBAC-7).
  may_send boolean not null default false constraint memberships_may_send check (not may_send or role = 'AGENT'),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'DISABLED')),
  last_seen_at timestamptz(3),
  version int not null default 1,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint memberships_pkey primary key (tenant_id, user_id)
);
create index memberships_user on app.memberships (user_id);

-- One row per sign-in; refresh tokens hang on it. Times here are the machine's clock, not product time.
create table app.sessions (
  id uuid primary key,
  user_id text not null references app.users,
  user_agent text,
  ip text,
  created_at timestamptz(3) not null default clock_timestamp(),
  last_seen_at timestamptz(3) not null default clock_timestamp(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index sessions_user on app.sessions (user_id);

create table app.audit (
  tenant_id uuid not null,
  id bigint generated always as identity,
  at timestamptz(3) not null,
  actor text not null,
  action text not null,
  entity_type text not null,
  entity_id uuid,
  before jsonb,
  after jsonb,
  request_id text,
  ip_address text,
  constraint audit_pkey primary key (tenant_id, id)
);
create index audit_entity on app.audit (tenant_id, entity_id, id desc);

create table app.outbox (
  tenant_id uuid not null,
  id bigint generated always as identity,
  event text not null,
  object_id uuid,
  request_id text,
  at timestamptz(3) not null,
  sent_at timestamptz(3),
  constraint outbox_pkey primary key (tenant_id, id)
);

create table app.jobs (
  tenant_id uuid not null,
  key text not null check (length(key) <= 300),
  type text not null,
  payload jsonb not null default '{}',
  state text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELED')),
  attempts int not null default 0,
  reason text,
  run_at timestamptz(3) not null,
  leased_until timestamptz(3),
  done_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  constraint jobs_pkey primary key (tenant_id, key)
);
create index jobs_due on app.jobs (run_at) where done_at is null;

create table app.idempotency (
  tenant_id uuid not null,
  scope text not null,
  key text not null,
  hash text not null,
  result jsonb,
  leased_until timestamptz(3) not null,
  created_at timestamptz(3) not null,
  constraint idempotency_pkey primary key (tenant_id, scope, key)
);
create index idempotency_age on app.idempotency (created_at);

create table app.alerts (
  id bigint generated always as identity primary key,
  tenant_id uuid,
  kind text not null,
  object_id uuid,
  detail jsonb not null default '{}',
  at timestamptz(3) not null,
  resolved_at timestamptz(3)
);
create index alerts_tenant on app.alerts (tenant_id, id desc);

create table app.portal_tokens (
  hash bytea primary key,
  tenant_id uuid not null references app.tenants,
  object_type text not null check (object_type in ('invoice', 'quote')),
  object_id uuid not null,
  created_by text,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3)
);
create index portal_tokens_object on app.portal_tokens (tenant_id, object_id) where revoked_at is null;

create table app.stripe_accounts (
  account text primary key,
  tenant_id uuid not null references app.tenants constraint stripe_accounts_tenant_id_key unique,
  charges_enabled boolean not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table app.webhook_events (
  provider text not null,
  account text not null,
  event_id text not null,
  tenant_id uuid,
  type text not null,
  payload jsonb not null,
  status text not null check (status in ('RECEIVED', 'PROCESSED', 'FAILED', 'UNMATCHED', 'NEEDS_REVIEW', 'REJECTED', 'IGNORED')),
  reason text,
  received_at timestamptz(3) not null,
  processed_at timestamptz(3),
  constraint webhook_events_pkey primary key (provider, account, event_id)
);
reset role;
