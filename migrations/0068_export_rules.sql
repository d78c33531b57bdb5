-- How often a business is exported by itself: a rule that a person wrote. next_at is its next night.
set role app_owner;
create table app.export_rules (
  tenant_id uuid not null,
  every text not null check (every in ('DAY', 'WEEK', 'MONTH')),
  next_at timestamptz(3) not null,
  updated_at timestamptz(3) not null default app.now(),
  updated_by text not null default app.actor(),
  constraint export_rules_pkey primary key (tenant_id),
  constraint export_rules_tenant_fkey foreign key (tenant_id) references app.tenants (id)
);
create index export_rules_next on app.export_rules (next_at);
reset role;
