-- Seals of the audit (AL1). The Worker has the key; the database has the rows, and never learns it.

create or replace function app.await_seal() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.audit_unsealed (id, tenant_id) values (new.id, new.tenant_id);
  return null;
end $$;

create or replace function app.refuse_change() returns trigger
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if not exists (select from app.tenants t where t.id = old.tenant_id and t.sample_of is null and t.rehearsal_of is null
        and coalesce(t.kept_until, 'infinity') > app.now()) then return old; end if;
  end if;
  -- Nor changes a row of the audit, but to take out what is personal, as was written down and signed before.
  if tg_op = 'UPDATE' and tg_table_name = 'audit' then
    if (new.tenant_id, new.id, new.at, new.actor, new.action, new.entity_type) = (old.tenant_id, old.id, old.at, old.actor, old.action, old.entity_type)
        and new.entity_id is not distinct from old.entity_id and exists (select from app.audit_erasures e where e.tenant_id = old.tenant_id
          and e.audit_id = old.id and e.was = app.audit_hash(old) and e.is_now = app.audit_hash(new)) then
      return new;
    end if;
  end if;
  raise exception '% is only added to', tg_table_name using errcode = '42501';
end $$;

-- The canonical bytes of a row, hashed. Instants in milliseconds, so that no setting of a session has a say; JSON as text, so that none is not null.
create or replace function app.audit_hash(a app.audit) returns bytea
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select sha256(convert_to(jsonb_build_array(a.tenant_id, a.id, (extract(epoch from a.at) * 1000)::bigint, a.actor, a.action, a.entity_type, a.entity_id,
    a.before::text, a.after::text, a.request_id, a.ip_address)::text, 'UTF8'))
$$;

-- Of these rows, one after the other; zeros for one that is not there.
create or replace function app.audit_hashes(p_tenant uuid, p_ids bigint[]) returns bytea
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select string_agg(coalesce(e.was, app.audit_hash(a), decode(repeat('00', 32), 'hex')), '' order by u.ord)
  from unnest(p_ids) with ordinality u (id, ord) left join app.audit a on a.tenant_id = p_tenant and a.id = u.id
    left join app.audit_erasures e on e.tenant_id = a.tenant_id and e.audit_id = a.id
$$;

-- What waits, longest first, as the next seal of each business would hold it. Only what is committed is seen; the rest waits for a later seal.
create or replace function app.unsealed_audit(p_tenants int, p_rows int)
  returns table (tenant_id uuid, seq bigint, previous text, ids jsonb, digest text, sealed_at bigint)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with waiting as materialized (select u.id, u.tenant_id from app.audit_unsealed u order by u.id limit p_rows),
    chosen as materialized (select w.tenant_id, array_agg(w.id order by w.id) as ids from waiting w group by w.tenant_id order by min(w.id) limit p_tenants)
  select c.tenant_id, coalesce(s.seq, 0) + 1, encode(s.digest, 'hex'), to_jsonb(c.ids), encode(sha256(app.audit_hashes(c.tenant_id, c.ids)), 'hex'),
    (extract(epoch from app.now()) * 1000)::bigint
  from chosen c left join lateral (select l.seq, l.digest from app.audit_seals l where l.tenant_id = c.tenant_id order by l.seq desc limit 1) s on true
$$;

-- p_seals: tenant_id, seq, previous, ids, digest, sealed_at, key_id, mac. Whoever comes second with the same place changes nothing.
create or replace function app.seal_audit(p_seals jsonb) returns int
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare s record; bytes bytea; gone int; sealed int := 0;
begin
  for s in select * from jsonb_to_recordset(p_seals) x (tenant_id uuid, seq bigint, previous text, ids bigint[], digest text, sealed_at bigint, key_id text, mac text) order by x.tenant_id loop
    bytes := app.audit_hashes(s.tenant_id, s.ids);
    -- Not what the key was put to: it is looked at again.
    continue when encode(sha256(bytes), 'hex') <> s.digest;
    insert into app.audit_seals (tenant_id, seq, count, ids, hashes, digest, previous, key_id, mac, sealed_at)
      values (s.tenant_id, s.seq, cardinality(s.ids), s.ids, bytes, decode(s.digest, 'hex'), decode(s.previous, 'hex'), s.key_id, decode(s.mac, 'hex'), to_timestamp(s.sealed_at / 1000.0))
      on conflict on constraint audit_seals_pkey do nothing;
    continue when not found;
    delete from app.audit_unsealed u where u.tenant_id = s.tenant_id and u.id = any (s.ids);
    get diagnostics gone = row_count;
    if gone <> cardinality(s.ids) then raise exception 'A row of the audit would be sealed twice'; end if;
    insert into app.audit_heads as h (tenant_id, seq) values (s.tenant_id, s.seq)
      on conflict on constraint audit_heads_pkey do update set seq = greatest(h.seq, excluded.seq);
    sealed := sealed + 1;
  end loop;
  return sealed;
end $$;

-- Last seals that the store outside does not know yet.
create or replace function app.waiting_heads(p_limit int) returns table (tenant_id uuid, seq bigint, digest text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select h.tenant_id, s.seq, encode(s.digest, 'hex') from app.audit_heads h join app.audit_seals s on s.tenant_id = h.tenant_id and s.seq = h.seq
  where h.stored_seq < h.seq and not h.is_held and not exists (select from app.tenants t where t.id = h.tenant_id and t.rehearsal_of is not null) limit p_limit
$$;

-- The digests here of seals that the store outside knows; p: tenant_id, seq.
create or replace function app.seal_digests(p jsonb) returns table (tenant_id uuid, digest text)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select x.tenant_id, encode(s.digest, 'hex') from jsonb_to_recordset(p) x (tenant_id uuid, seq bigint)
    left join app.audit_seals s on s.tenant_id = x.tenant_id and s.seq = x.seq
$$;

-- p: tenant_id, and seq as it is stored now; without one what is stored does not fit, and is left as it is for people to look at.
create or replace function app.heads_stored(p jsonb) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into app.alerts (tenant_id, kind, detail, at) select x.tenant_id, 'audit.head_differs', '{}', app.now() from jsonb_to_recordset(p) x (tenant_id uuid, seq bigint)
    join app.audit_heads h on h.tenant_id = x.tenant_id where x.seq is null and not h.is_held;
  update app.audit_heads h set stored_seq = greatest(h.stored_seq, x.seq), is_held = x.seq is null
    from jsonb_to_recordset(p) x (tenant_id uuid, seq bigint) where h.tenant_id = x.tenant_id;
end $$;

-- Seals after p_after as they are, each with the first of its rows that is not as it was; of the rows up to the last of them (to the end, where
-- there are no more) one that no seal holds and that does not wait for one. p_reached: the highest id of the seals before.
create or replace function app.check_seals(p_after bigint, p_reached bigint, p_seals int, p_rows int) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare tenant uuid := app.tenant(); seals jsonb; last_seq bigint; reached bigint; is_more boolean; unknown bigint[]; stray bigint;
begin
  with next as (select s.*, sum(s.count) over (order by s.seq) as running
      from (select * from app.audit_seals s where s.tenant_id = tenant and s.seq > p_after order by s.seq limit p_seals) s),
    page as materialized (select * from next n where n.running - n.count < p_rows),
    held as (select p.seq, u.ord, u.id, substr(p.hashes, (u.ord::int - 1) * 32 + 1, 32) as was, case when a.id is not null then app.audit_hash(a) end as found,
        e.set_id, e.was as before, e.is_now
      from page p cross join lateral unnest(p.ids) with ordinality u (id, ord) left join app.audit a on a.tenant_id = tenant and a.id = u.id
        left join app.audit_erasures e on e.tenant_id = tenant and e.audit_id = u.id),
    -- Of one whose content was erased the seal knows what it was, and the erasure what is left.
    judged as (select h.seq, max(h.id) as top, (array_agg(h.id order by h.ord) filter (where coalesce(h.before, h.found) is distinct from h.was
        or (h.set_id is not null and h.found is distinct from h.is_now)))[1] as bad,
      jsonb_agg(distinct jsonb_build_object('set', h.set_id)) filter (where h.set_id is not null) as sets,
      min(h.id) filter (where h.set_id is not null) as first_erased from held h group by h.seq)
  select coalesce(jsonb_agg(jsonb_build_object('seq', p.seq, 'count', p.count, 'digest', encode(p.digest, 'hex'), 'previous', encode(p.previous, 'hex'), 'key_id', p.key_id,
      'mac', encode(p.mac, 'hex'), 'sealed_at', (extract(epoch from p.sealed_at) * 1000)::bigint, 'fits', sha256(p.hashes) = p.digest, 'bad', j.bad::text,
      'first_erased', j.first_erased::text, 'erased', (select coalesce(jsonb_agg(app.erasure_set(tenant, (x->>'set')::uuid)), '[]') from jsonb_array_elements(j.sets) x)) order by p.seq), '[]'),
      coalesce(max(p.seq), p_after), greatest(p_reached, max(j.top))
    into seals, last_seq, reached from page p join judged j on j.seq = p.seq;
  is_more := exists (select from app.audit_seals s where s.tenant_id = tenant and s.seq > last_seq);
  -- Taken away from each other as sets, so that no plan compares each with each.
  unknown := array((select a.id from app.audit a where a.tenant_id = tenant and a.id > p_reached and (a.id <= reached or not is_more) order by a.id limit 100000)
    except select unnest(s.ids) from app.audit_seals s where s.tenant_id = tenant and s.seq > p_after and s.seq <= last_seq
    except select u.id from app.audit_unsealed u where u.tenant_id = tenant and u.id > p_reached);
  -- What is left was written by a transaction that ended late, and stands in a later seal.
  select min(u.id) into stray from unnest(unknown) u (id)
    where not exists (select from app.audit_seals s where s.ids @> array[u.id] and s.tenant_id = tenant);
  return jsonb_build_object('seals', seals, 'reached', reached::text, 'is_more', is_more, 'stray', stray::text);
end $$;

-- A set of erased rows as it is now. sealed_by: the key of the seal of the row that closed the erasure and names the set.
create or replace function app.erasure_set(p_tenant uuid, p_id uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('id', p_id, 'contact_id', s.contact_id, 'count', n.count, 'digest', n.digest, 'key_id', s.key_id, 'mac', encode(s.mac, 'hex'),
    'fits', s.count = n.count and encode(s.digest, 'hex') = n.digest and exists (select from app.audit a where a.tenant_id = p_tenant and a.entity_id = s.contact_id and a.action = 'contact.erase'),
    'sealed_by', (select l.key_id from app.audit a join app.audit_seals l on l.ids @> array[a.id] and l.tenant_id = a.tenant_id
      where a.tenant_id = p_tenant and a.entity_id = s.contact_id and a.action = 'contact.erase_entries' and a.after->'sets' ? n.digest limit 1))
  from (select count(*)::int as count, encode(sha256(coalesce(string_agg(int8send(e.audit_id) || e.was || e.is_now, '' order by e.audit_id), '')), 'hex') as digest
    from app.audit_erasures e where e.tenant_id = p_tenant and e.set_id = p_id) n
    left join app.audit_erasure_sets s on s.tenant_id = p_tenant and s.id = p_id
$$;

-- A row of the audit and its neighbours, as far as they are there.
create or replace function app.audit_place(p_id bigint) returns jsonb
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_object_agg(x.place, jsonb_build_object('id', x.id::text, 'at', x.at, 'action', x.action)) from (
    (select 'row' as place, a.id, a.at, a.action from app.audit a where a.tenant_id = app.tenant() and a.id = p_id)
    union all (select 'previous', a.id, a.at, a.action from app.audit a where a.tenant_id = app.tenant() and a.id < p_id order by a.id desc limit 1)
    union all (select 'next', a.id, a.at, a.action from app.audit a where a.tenant_id = app.tenant() and a.id > p_id order by a.id limit 1)) x);
end $$;

grant execute on function app.unsealed_audit(int, int), app.seal_audit(jsonb), app.waiting_heads(int), app.seal_digests(jsonb), app.heads_stored(jsonb),
  app.check_seals(bigint, bigint, int, int), app.audit_place(bigint) to hub_app;
