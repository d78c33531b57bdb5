-- Whether anything of a customer has come in, or can: a mail to the secret address, a number for text messages.
create or replace function app.has_channel() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.mails m where m.tenant_id = app.tenant() and not m.is_receipt)
    or exists (select from app.phone_numbers n where n.tenant_id = app.tenant());
end $$;

-- Whether a customer is told how to pay: by card, by bank, in the words of the business.
create or replace function app.has_way_to_pay() returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.stripe_accounts s where s.tenant_id = app.tenant() and s.charges_enabled)
    or exists (select from app.tenants t where t.id = app.tenant() and coalesce(t.bank_iban, t.bank_account, t.payment_instructions) is not null);
end $$;

-- Whether what is left is shown; whoever names a version means the one he saw.
create or replace function app.hide_onboarding(p_definition text, p_hidden boolean, p_version int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.onboardings (tenant_id, definition) values (app.tenant(), p_definition) on conflict on constraint onboardings_pkey do nothing;
  update public.onboardings o set hidden_at = case when p_hidden then app.now() end, version = o.version + 1, updated_at = app.now()
    where o.tenant_id = app.tenant() and o.definition = p_definition and o.version = coalesce(p_version, o.version);
  if not found then raise exception 'State changed' using errcode = 'U0409', hint = 'onboardings'; end if;
end $$;

grant execute on function app.has_channel(), app.has_way_to_pay(), app.hide_onboarding(text, boolean, int) to hub_app;
