-- Templates of mail, SMS, quotes and invoices (H-ENT-12): their subject, channel and language; one default for each kind, channel,
-- language and set of profiles. A contact says the language in which it is written to.
set role app_owner;
alter table contacts add column language text check (language ~ '^[a-z]{2}(-[A-Z]{2})?$');
grant update (language) on contacts to hub_app;
alter table templates
  add column subject text check (length(subject) between 1 and 200),
  add column channel text check (channel in ('EMAIL', 'SMS')),
  add column language text check (language ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  add column scope_key text not null default '',
  add constraint templates_subject check (subject is null or channel is distinct from 'SMS'),
  add constraint templates_invoice_variables check (type = 'INVOICE' or concat(subject, ' ', content) !~ '\{\{\s*invoice\.[a-z_]+\s*\}\}'),
  add constraint templates_quote_variables check (type = 'QUOTE' or concat(subject, ' ', content) !~ '\{\{\s*quote\.[a-z_]+\s*\}\}');
grant update (subject, channel, language) on templates to hub_app;
create index templates_language on templates (tenant_id, language, created_at desc, id desc) where deleted_at is null;
create index templates_type_language on templates (tenant_id, type, language, created_at desc, id desc) where deleted_at is null;

-- Of several defaults of before, the one that was made last stays.
reset role;
update templates t set scope_key = md5((select array_agg(distinct s order by s) from unnest(t.profile_scopes) s)::text) where t.profile_scopes <> '{}';
update templates t set is_default = false where t.is_default and t.deleted_at is null and exists (select from templates n
  where n.tenant_id = t.tenant_id and n.type = t.type and n.scope_key = t.scope_key and n.is_default and n.deleted_at is null
    and (n.created_at, n.id) > (t.created_at, t.id));

set role app_owner;
create unique index templates_default on templates (tenant_id, type, coalesce(channel, ''), coalesce(language, ''), scope_key)
  where is_default and deleted_at is null;
-- Who becomes the default takes the place of the one before; two at once wait for each other, and the second sees the first.
-- The order of its profiles does not matter.
create function app.keep_one_default() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.scope_key := coalesce(md5((select array_agg(distinct s order by s) from unnest(new.profile_scopes) s)::text), '');
  if not new.is_default or new.deleted_at is not null then return new; end if;
  perform pg_advisory_xact_lock(hashtextextended('templates.default ' || new.tenant_id || new.type, 0));
  update public.templates t set is_default = false, version = t.version + 1, updated_at = app.now()
    where t.tenant_id = new.tenant_id and t.type = new.type and t.is_default and t.deleted_at is null and t.id <> new.id
      and t.channel is not distinct from new.channel and t.language is not distinct from new.language and t.scope_key = new.scope_key;
  return new;
end $$;
create trigger keep_one_default before insert or update of is_default, channel, language, profile_scopes, deleted_at on templates
  for each row execute function app.keep_one_default();
reset role;
