-- Work that waits. jobs is the truth; queues only make it fast. `leased_until` says until when a consumer has a job to itself, and names
-- him: whoever brings another value lost the job, and changes nothing.

-- What is due goes to its queue, once in p_lease seconds. A job that is RUNNING beyond its lease lost its consumer: it waits again.
create or replace function app.sweep(p_limit int, p_lease int) returns table (tenant_id uuid, type text, key text, payload jsonb, attempts int)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform app.park_jobs(p_limit);
  return query with due as materialized (
    select j.tenant_id, j.key from app.jobs j
    where j.done_at is null and j.run_at <= app.now() and (j.leased_until is null or j.leased_until < clock_timestamp())
    order by j.run_at limit least(p_limit, 500) for update skip locked)
  update app.jobs j set state = 'QUEUED', leased_until = clock_timestamp() + make_interval(secs => p_lease) from due
    where (j.tenant_id, j.key) = (due.tenant_id, due.key)
    returning j.tenant_id, j.type, j.key, j.payload, j.attempts;
end $$;

-- Takes the due ones of a queue batch, with all that their handlers must know: one trip for the batch. p_leases: seconds by type; one
-- that has none is unknown to the Worker, which only has to say so.
create or replace function app.take_jobs(p_jobs jsonb, p_leases jsonb)
  returns table (tenant_id uuid, type text, key text, payload jsonb, attempts int, lease text, facts jsonb)
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare j record;
begin
  for j in update app.jobs q set state = 'RUNNING', attempts = q.attempts + 1,
        leased_until = clock_timestamp() + make_interval(secs => coalesce((p_leases->>q.type)::float8, 60))
      from jsonb_to_recordset(p_jobs) m (tenant_id uuid, key text)
      where q.tenant_id = m.tenant_id and q.key = m.key and q.done_at is null and q.run_at <= app.now()
        and not (q.state = 'RUNNING' and q.leased_until > clock_timestamp())
        and not exists (select from app.tenants t where t.id = q.tenant_id and t.closing_id is not null and app.when_closed(q.type) <> 'GOES_ON')
      returning q.tenant_id, q.type, q.key, q.payload, q.attempts, q.leased_until loop
    tenant_id := j.tenant_id; type := j.type; key := j.key; payload := j.payload; attempts := j.attempts; lease := j.leased_until;
    facts := case j.type when 'WEBHOOK_PROCESS' then app.webhook_facts(j.tenant_id, j.payload)
      when 'EVENTS_RECONCILE' then app.events_position(j.tenant_id, j.payload->>'account')
      when 'MAIL_READ' then app.mail_facts(j.tenant_id, (j.payload->>'mail_id')::uuid)
      when 'MESSAGE_SEND' then app.message_job_facts(j.tenant_id, (j.payload->>'message_id')::uuid)
      when 'NOTICES_MAIL' then app.notices_mail_facts(j.tenant_id, j.payload->>'user_id') end;
    return next;
  end loop;
  perform set_config('app.tenant', '', true);
end $$;

-- Not begun after all: as if they had never been taken.
create or replace function app.give_back_jobs(p_jobs jsonb) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update app.jobs q set state = 'QUEUED', leased_until = null, attempts = q.attempts - 1
    from jsonb_to_recordset(p_jobs) m (tenant_id uuid, key text, lease timestamptz)
    where q.tenant_id = m.tenant_id and q.key = m.key and q.leased_until = m.lease and q.done_at is null
$$;

create or replace function app.finish_job(p_tenant uuid, p_key text, p_lease timestamptz) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.jobs set state = 'DONE', done_at = clock_timestamp(), leased_until = null, reason = null
        where tenant_id = p_tenant and key = p_key and leased_until = p_lease and done_at is null $$;

-- Not a failure: the job looks again later.
create or replace function app.postpone_job(p_tenant uuid, p_key text, p_lease timestamptz, p_seconds int) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.jobs set state = 'QUEUED', leased_until = null, attempts = 0, run_at = app.now() + make_interval(secs => p_seconds)
        where tenant_id = p_tenant and key = p_key and leased_until = p_lease and done_at is null $$;

-- p_delay in seconds; null gives up: FAILED, with an alert.
create or replace function app.retry_job(p_tenant uuid, p_key text, p_lease timestamptz, p_reason text, p_delay int) returns void
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.jobs set reason = left(p_reason, 500), leased_until = null,
      state = case when p_delay is null then 'FAILED' else 'QUEUED' end,
      run_at = app.now() + make_interval(secs => coalesce(p_delay, 0)),
      done_at = case when p_delay is null then clock_timestamp() end
    where tenant_id = p_tenant and key = p_key and leased_until = p_lease and done_at is null;
  if found and p_delay is null then
    insert into app.alerts (tenant_id, kind, detail, at) values (p_tenant, 'job.failed', jsonb_build_object('key', p_key, 'reason', left(p_reason, 500)), app.now());
  end if;
end $$;

-- The same inside a batch of app.act, for the job that acts.
create or replace function app.job_done(p_key text) returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ update app.jobs set state = 'DONE', done_at = clock_timestamp(), leased_until = null, reason = null
        where tenant_id = app.tenant() and key = p_key and done_at is null $$;

-- Long past: replays are answered for two days, ended jobs are kept for ninety, calls of models for thirteen months.
create or replace function app.tidy_work() returns void
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from app.idempotency where created_at < app.now() - interval '2 days';
  -- What was told of mails that nobody here sent, and that something was told of an account of nobody.
  delete from app.webhook_events where provider = 'resend' and tenant_id is null and received_at < app.now() - interval '7 days';
  delete from app.webhook_events where provider = 'stripe' and tenant_id is null and received_at < app.now() - interval '90 days';
  delete from app.webhook_tokens where seen_at < clock_timestamp() - interval '1 day';
  -- What asks for as long as its account is there, and what was promised to go, does not give up with one outage.
  update app.jobs set state = 'QUEUED', done_at = null, attempts = 0, run_at = app.now()
    where type in ('EVENTS_RECONCILE', 'BUSINESS_REMOVE', 'CLOSING_MAIL') and payload->>'kind' is distinct from 'member' and state = 'FAILED' and done_at < clock_timestamp() - interval '6 hours';
  delete from app.jobs where done_at < clock_timestamp() - interval '90 days' and state in ('DONE', 'CANCELED');
  -- What was counted of them stays in ai_months.
  delete from app.ai_calls where (tenant_id, id) in (select c.tenant_id, c.id from app.ai_calls c where c.at < app.now() - interval '13 months' order by c.at limit 20000);
$$;

grant execute on function app.sweep(int, int), app.take_jobs(jsonb, jsonb), app.give_back_jobs(jsonb), app.finish_job(uuid, text, timestamptz),
  app.postpone_job(uuid, text, timestamptz, int), app.retry_job(uuid, text, timestamptz, text, int), app.job_done(text),
  app.tidy_work() to hub_app;
