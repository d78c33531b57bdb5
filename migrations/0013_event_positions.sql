-- How far the events of an account were read at Stripe, whatever its webhooks told.
set role app_owner;
alter table app.stripe_accounts
  -- Of the newest event that is read with all before it; null before the first look.
  add column events_until timestamptz(3),
  -- A look that is not through yet: how far it will have come, and the event after which it goes on (they come newest first).
  add column events_newest timestamptz(3),
  add column events_after text,
  add column events_read_at timestamptz(3);
reset role;
insert into app.jobs (tenant_id, type, key, payload, run_at)
  select tenant_id, 'EVENTS_RECONCILE', 'events.reconcile:' || account, jsonb_build_object('account', account), app.now() from app.stripe_accounts
  on conflict on constraint jobs_pkey do nothing;
