-- Accounts, sign-ins, invitations. Everything here but invitations works without a tenant: functions only, no grants on tables.
-- Mailed tokens expire in product time; sessions and the throttle use the machine's clock.
set role app_owner;

alter table app.sessions add column tenant_id uuid references app.tenants;
alter table app.memberships add column invited_by text;
create index memberships_newest on app.memberships (tenant_id, created_at desc, user_id desc);
create index memberships_owners on app.memberships (tenant_id, user_id) where role = 'OWNER' and status = 'ACTIVE';
create index sessions_newest on app.sessions (user_id, created_at desc, id desc) where revoked_at is null;

-- A session is a family of refresh tokens, of which one is live.
create table app.refresh_tokens (
  hash bytea constraint refresh_tokens_pkey primary key,
  session_id uuid not null references app.sessions on delete cascade,
  created_at timestamptz(3) not null default clock_timestamp(),
  used_at timestamptz(3),
  used_by bytea
);
create unique index refresh_tokens_live on app.refresh_tokens (session_id) where used_at is null;
create index refresh_tokens_session on app.refresh_tokens (session_id);

create table app.mailed_tokens (
  hash bytea constraint mailed_tokens_pkey primary key,
  purpose text not null check (purpose in ('VERIFY', 'RESET', 'INVITE')),
  email text not null,
  tenant_id uuid references app.tenants,
  invitation_id uuid,
  draft jsonb,
  created_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  used_at timestamptz(3),
  revoked_at timestamptz(3)
);
create index mailed_tokens_live on app.mailed_tokens (email, purpose) where used_at is null and revoked_at is null;
create index mailed_tokens_age on app.mailed_tokens (created_at);

create table app.login_attempts (
  key bytea constraint login_attempts_pkey primary key,
  failures int not null default 0,
  running int not null default 0,
  begun_at timestamptz(3) not null default clock_timestamp(),
  failed_at timestamptz(3) not null default clock_timestamp(),
  blocked_until timestamptz(3) not null default 'epoch'
);
create index login_attempts_age on app.login_attempts (begun_at);

create table invitations (
  tenant_id uuid not null references app.tenants,
  id uuid not null,
  email text not null,
  role text not null check (role in ('OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER')),
  status text not null default 'INVITED' check (status in ('INVITED', 'ACCEPTED', 'REVOKED')),
  expires_at timestamptz(3) not null,
  sent_at timestamptz(3),
  claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  deleted_at timestamptz(3),
  constraint invitations_pkey primary key (tenant_id, id)
);
create unique index invitations_email_key on invitations (tenant_id, email) where status = 'INVITED';
create index invitations_created on invitations (tenant_id, created_at desc, id desc) where deleted_at is null;
create index invitations_status on invitations (tenant_id, status, created_at desc, id desc) where deleted_at is null;
select app.protect('invitations', may => '{select}', updates => '{status,sent_at,claimed_until,expires_at,version,updated_at}');
reset role;
