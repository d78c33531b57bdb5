-- A business that its owner closed: nothing is written in it any more until he opens it again, or its days are over and it goes with every row.
set role app_owner;
alter table app.tenants
  add column closing_id uuid,
  add column closed_at timestamptz(3),
  add column closed_by text,
  -- Until when it can be opened again; then it is removed.
  add column kept_until timestamptz(3),
  -- The last time: what fell into the days before is not made up for.
  add column reopened_at timestamptz(3),
  add constraint tenants_closed check (num_nonnulls(closing_id, closed_at, closed_by, kept_until) in (0, 4));
create index tenants_closed on app.tenants (id) where closing_id is not null;
reset role;
