-- What came of a month's calls, beside how many counted (B-9A-2): rows of calls go after thirteen months, these stay.
set role app_owner;
alter table app.ai_months
  -- An answer that was of use, one that was not, none.
  add column useful int not null default 0 check (useful >= 0),
  add column useless int not null default 0 check (useless >= 0),
  add column silent int not null default 0 check (silent >= 0),
  -- Millionths of a dollar, of the answers whose price is known, and how many have none.
  add column cost_micros bigint not null default 0 check (cost_micros between 0 and 9007199254740991),
  add column unpriced int not null default 0 check (unpriced >= 0);
create index ai_calls_old on app.ai_calls (at);
reset role;
update app.ai_months m set useful = s.useful, useless = s.useless, silent = s.silent, cost_micros = s.cost_micros, unpriced = s.unpriced
  from (select c.tenant_id, date_trunc('month', c.at at time zone t.timezone)::date as month, count(*) filter (where c.status = 'ok') as useful,
      count(*) filter (where c.status in ('invalid', 'refused')) as useless, count(*) filter (where c.status = 'silent') as silent,
      coalesce(sum(c.cost_micros), 0) as cost_micros, count(*) filter (where c.status in ('ok', 'invalid', 'refused') and c.cost_micros is null) as unpriced
    from app.ai_calls c join app.tenants t on t.id = c.tenant_id group by 1, 2) s
  where s.tenant_id = m.tenant_id and s.month = m.month;
