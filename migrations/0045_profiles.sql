-- What a business changes of its profile (H-ENT-15). The profiles themselves are data of the Worker (core/domain/profiles).
set role app_owner;
create table app.tenant_profile_overrides (
  tenant_id uuid primary key references app.tenants,
  overrides_json jsonb not null check (jsonb_typeof(overrides_json) = 'object' and length(overrides_json::text) <= 20000),
  updated_at timestamptz(3) not null default app.now()
);
reset role;
