create or replace function app.alert(p_kind text, p_object uuid, p_detail jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ insert into app.alerts (tenant_id, kind, object_id, detail, at) values (app.tenant(), p_kind, p_object, p_detail, app.now()) $$;

-- What is done to a thing, for people; that its paper was kept is no deed of anybody.
create or replace function app.activity(p_object uuid, p_limit int) returns table (id bigint, at timestamptz, actor text, action text, entity_type text, entity_id uuid, after jsonb)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query select a.id, a.at, app.actor_name(a.actor), a.action, a.entity_type, a.entity_id, a.after
  from app.audit a
  where a.tenant_id = app.tenant() and a.entity_id = p_object and a.action not like '%.keep_paper' order by a.id desc limit least(p_limit, 100);
end $$;

-- p_trace: ip, user_agent, request_id
create or replace function app.log_identity(p_tenant uuid, p_actor text, p_action text, p_entity uuid, p_after jsonb, p_trace jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id, after, request_id, ip_address)
    select p_tenant, app.now(), p_actor, p_action, split_part(p_action, '.', 1), p_entity, p_after, p_trace->>'request_id', p_trace->>'ip'
    where p_tenant is not null
$$;

grant execute on function app.alert(text, uuid, jsonb), app.activity(uuid, int) to hub_app;
