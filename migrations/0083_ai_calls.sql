-- What models were asked (B-3-2, B-9A-1): a row for each call, without a word of anybody, and how many of a month count. A row that stays
-- 'asked' is a call of which nobody heard again; it counts. 'silent' gave no answer; it does not.
set role app_owner;
create table app.ai_calls (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz(3) not null,
  purpose text not null check (purpose in ('draft')),
  status text not null check (status in ('asked', 'ok', 'invalid', 'refused', 'silent')),
  model text check (length(model) <= 200),
  error text check (length(error) <= 40),
  tokens_in int check (tokens_in >= 0),
  tokens_out int check (tokens_out >= 0),
  -- Millionths of a dollar; null where nobody knows.
  cost_micros bigint check (cost_micros >= 0),
  latency_ms int check (latency_ms >= 0),
  constraint ai_calls_pkey primary key (tenant_id, id),
  check ((status = 'asked') = (model is null))
);
create index ai_calls_at on app.ai_calls (tenant_id, at, id);
create table app.ai_months (
  tenant_id uuid not null,
  -- Its first day, where the business is.
  month date not null,
  calls int not null check (calls >= 0),
  constraint ai_months_pkey primary key (tenant_id, month)
);
reset role;
