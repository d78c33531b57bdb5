-- What was said of each step that somebody is led through (C-5). The steps themselves are data of the Worker (core/domain/onboarding).
set role app_owner;
create table onboarding_steps (
  tenant_id uuid not null references app.tenants,
  definition text not null check (length(definition) between 1 and 60),
  step text not null check (length(step) between 1 and 60),
  definition_version int not null,
  status text not null default 'PENDING' check (status in ('PENDING', 'DONE', 'SKIPPED')),
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and length(data::text) <= 20000),
  updated_at timestamptz(3) not null default app.now(),
  updated_by text not null default app.actor(),
  constraint onboarding_steps_pkey primary key (tenant_id, definition, step)
);
select app.protect('onboarding_steps', may => '{select,insert}', updates => '{definition_version,status,data,updated_at,updated_by}');

-- Whether Home shows what is left.
create table onboardings (
  tenant_id uuid not null references app.tenants,
  definition text not null check (length(definition) between 1 and 60),
  hidden_at timestamptz(3),
  version int not null default 1,
  updated_at timestamptz(3) not null default app.now(),
  constraint onboardings_pkey primary key (tenant_id, definition)
);
select app.protect('onboardings', may => '{select}');
reset role;

-- A business that gave out a number already needs nobody to show it the way.
insert into onboardings (tenant_id, definition, hidden_at)
  select t.id, 'owner', now() from app.tenants t where exists (select from counters c where c.tenant_id = t.id);
