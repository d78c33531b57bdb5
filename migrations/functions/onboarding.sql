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

grant execute on function app.has_channel(), app.has_way_to_pay() to hub_app;
