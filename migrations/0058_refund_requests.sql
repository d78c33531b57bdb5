-- What a person asked to be refunded through a provider, kept before the provider is asked: a refund whose answer was lost is found by
-- it and not made twice. What the provider tells stands in refunds.
set role app_owner;
create table refund_requests (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  amount bigint not null check (amount between 1 and 9007199254740991),
  reason text not null,
  -- LOST: nobody could be asked for a day. It does not hold off another, and is still recognised.
  status text not null default 'OPEN' check (status in ('OPEN', 'MADE', 'REFUSED', 'LOST')),
  provider_refund_id text,
  refusal text,
  created_at timestamptz(3) not null default app.now(),
  created_by text not null default app.actor(),
  updated_at timestamptz(3) not null default app.now(),
  constraint refund_requests_pkey primary key (tenant_id, id),
  constraint refund_requests_payment_fkey foreign key (tenant_id, payment_id) references payments (tenant_id, id)
);
create unique index refund_requests_open on refund_requests (tenant_id, payment_id) where status = 'OPEN';
create index refund_requests_payment on refund_requests (tenant_id, payment_id);
create index refund_requests_refund on refund_requests (tenant_id, provider_refund_id) where provider_refund_id is not null;
select app.protect('refund_requests', may => '{select,insert}', updates => '{status,provider_refund_id,refusal,updated_at}');
reset role;
