create or replace function app.business() returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select to_jsonb(t) - 'settings' - 'mail_local' - 'receipts_local' || jsonb_build_object('role', app.role(), 'now', app.now(), 'closing', app.closing_of(t.id),
      'closed_spans', (select coalesce(jsonb_agg(jsonb_build_object('from', nullif(lower(s), '-infinity'), 'until', upper(s)) order by s), '[]') from unnest(t.closed_spans) s),
      'reminder_rule', app.reminder_rule(), 'profile_overrides', coalesce((select o.overrides_json from app.tenant_profile_overrides o where o.tenant_id = t.id), '{}'),
      'invoice_next_number', app.next_number('invoice'), 'quote_next_number', app.next_number('quote'), 'credit_note_next_number', app.next_number('credit_note'))
    from app.tenants t where t.id = app.tenant());
end $$;

-- The Worker knows zones that a database may not know; one of those would close the business to everybody.
create or replace function app.check_zone(p_zone text) returns void
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform now() at time zone p_zone;
exception when invalid_parameter_value then
  raise exception 'Use the name of a time zone, such as America/Toronto' using errcode = 'U0422', hint = 'timezone';
end $$;

create or replace function app.update_business(p_changes jsonb, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.check_zone(p_changes->>'timezone');
  update app.tenants t set (name, profile_id, timezone, currency, country, language, address_line1, address_line2, city, region, postal_code, email, phone, website,
      tax_id, registration_number, e_invoices, logo, brand_color, net_days, invoice_prefix, invoice_digits, prices_include_tax, invoice_notes, invoice_terms,
      online_payments, bank_holder, bank_name, bank_iban, bank_bic, bank_account, bank_routing, payment_instructions,
      quote_prefix, quote_digits, quote_valid_days, quote_notes, quote_terms, credit_note_prefix, credit_note_digits, statement_day, statement_plan, settings_version, updated_at) =
    (select n.name, n.profile_id, n.timezone, n.currency, n.country, n.language, n.address_line1, n.address_line2, n.city, n.region, n.postal_code, n.email, n.phone, n.website,
      n.tax_id, n.registration_number, n.e_invoices, n.logo, n.brand_color, n.net_days, n.invoice_prefix, n.invoice_digits, n.prices_include_tax, n.invoice_notes, n.invoice_terms,
      n.online_payments, n.bank_holder, n.bank_name, n.bank_iban, n.bank_bic, n.bank_account, n.bank_routing, n.payment_instructions,
      n.quote_prefix, n.quote_digits, n.quote_valid_days, n.quote_notes, n.quote_terms, n.credit_note_prefix, n.credit_note_digits, n.statement_day, n.statement_plan, t.settings_version + 1, app.now()
     from jsonb_populate_record(t, p_changes) n)
  where t.id = app.tenant() and t.settings_version = coalesce(p_version, t.settings_version);
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'business'; end if;
  if p_changes ? 'timezone' or p_changes ? 'profile_id' then perform app.renew_reminder_rule(p_changes ? 'profile_id'); end if;
  if p_changes ? 'invoice_next_number' then perform app.number_from('invoice', (p_changes->>'invoice_next_number')::bigint); end if;
  if p_changes ? 'quote_next_number' then perform app.number_from('quote', (p_changes->>'quote_next_number')::bigint); end if;
  if p_changes ? 'credit_note_next_number' then perform app.number_from('credit_note', (p_changes->>'credit_note_next_number')::bigint); end if;
end $$;

-- What a business changes of its profile, as a whole: worked out by the Worker from that of p_known.
create or replace function app.change_overrides(p_overrides jsonb, p_known int, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare version int;
begin
  select t.settings_version into version from app.tenants t where t.id = app.tenant() for no key update;
  if version <> coalesce(p_version, version) then raise exception 'State changed' using errcode = 'U0409', hint = 'profile'; end if;
  if version <> p_known then raise exception 'Settings changed' using errcode = 'U0412'; end if;
  if p_overrides #> '{automations,ar_reminders}' is distinct from (select o.overrides_json #> '{automations,ar_reminders}' from app.tenant_profile_overrides o where o.tenant_id = app.tenant()) then
    perform app.renew_reminder_rule(true);
  end if;
  insert into app.tenant_profile_overrides (tenant_id, overrides_json) values (app.tenant(), p_overrides)
    on conflict (tenant_id) do update set overrides_json = excluded.overrides_json, updated_at = app.now();
  perform app.touch_settings();
end $$;

-- Who connects his account wants to be paid by it.
create or replace function app.want_online_payments() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.tenants set online_payments = true, settings_version = settings_version + 1, updated_at = app.now()
    where id = app.tenant() and not online_payments
$$;

-- Whatever the Worker caches for its sums has changed: tax rates, profile.
create or replace function app.touch_settings() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.tenants set settings_version = settings_version + 1, updated_at = app.now() where id = app.tenant() $$;

create or replace function app.local_date(p_at timestamptz) returns date
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select (p_at at time zone t.timezone)::date from app.tenants t where t.id = app.tenant());
end $$;

create or replace function app.stripe_account() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select to_jsonb(s) - 'tenant_id' from app.stripe_accounts s where s.tenant_id = app.tenant() $$;

create or replace function app.link_stripe_account(p_account text, p_charges_enabled boolean) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.stripe_accounts (account, tenant_id, charges_enabled) values (p_account, app.tenant(), p_charges_enabled)
    on conflict on constraint stripe_accounts_tenant_id_key do update set charges_enabled = excluded.charges_enabled, updated_at = clock_timestamp();
  -- Whatever its webhooks tell or do not tell, its events are read as well (WH13).
  insert into app.jobs (tenant_id, type, key, payload, run_at)
    values (app.tenant(), 'EVENTS_RECONCILE', 'events.reconcile:' || p_account, jsonb_build_object('account', p_account), app.now() + interval '1 hour')
    on conflict on constraint jobs_pkey do nothing
$$;

grant execute on function app.business(), app.update_business(jsonb, int), app.change_overrides(jsonb, int, int), app.want_online_payments(), app.touch_settings(), app.local_date(timestamptz), app.stripe_account(),
  app.link_stripe_account(text, boolean) to hub_app;
