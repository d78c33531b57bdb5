create or replace function app.mint_portal_token(p_hash text, p_type text, p_object uuid, p_expires timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.portal_tokens (hash, tenant_id, object_type, object_id, created_by, created_at, expires_at)
    values (decode(p_hash, 'hex'), app.tenant(), p_type, p_object, app.actor(), app.now(), p_expires)
    on conflict on constraint portal_tokens_pkey do nothing
$$;

create or replace function app.revoke_portal_tokens(p_object uuid) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.portal_tokens k set revoked_at = app.now() where k.tenant_id = app.tenant() and k.revoked_at is null
    and k.object_id in (select p_object union all select c.id from public.conversations c where c.tenant_id = app.tenant() and c.document_id = p_object) $$;

create or replace function app.has_portal_token(p_object uuid) returns boolean
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from app.portal_tokens where tenant_id = app.tenant() and object_id = p_object and revoked_at is null and expires_at > app.now());
end $$;

grant execute on function app.mint_portal_token(text, text, uuid, timestamptz), app.revoke_portal_tokens(uuid), app.has_portal_token(uuid) to hub_app;
