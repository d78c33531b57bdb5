-- Money that goes back: what Stripe said last of each refund and dispute, a fact with a key of its own each, and of what kind a
-- movement of money is.
set role app_owner;

alter table payments add column kind text not null default 'PAYMENT'
  constraint payments_kind check (kind in ('PAYMENT', 'REFUND', 'DISPUTE', 'REVERSAL'));
drop index payments_reverses;
create unique index payments_reverses on payments (tenant_id, reverses_id) where kind = 'REVERSAL';

alter table unapplied_money add column returned_by_hand bigint not null default 0
  constraint unapplied_money_returned_by_hand check (returned_by_hand between 0 and returned);
create index unapplied_money_payment on unapplied_money (tenant_id, payment_id) where payment_id is not null;
grant update (returned_by_hand) on unapplied_money to hub_app;

-- asked_at: since when Stripe was asked; what an earlier question answered is older news, whenever it is written.
create table refunds (
  tenant_id uuid not null,
  id uuid not null,
  provider text not null default 'STRIPE',
  provider_account text not null,
  provider_refund_id text not null,
  provider_payment_id text not null,
  status text not null check (status in ('PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED')),
  amount bigint not null check (amount between 1 and 9007199254740991),
  currency char(3) not null,
  refunded_at timestamptz(3) not null,
  asked_at timestamptz not null,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  constraint refunds_pkey primary key (tenant_id, id),
  constraint refunds_provider_key unique (tenant_id, provider, provider_account, provider_refund_id)
);
create index refunds_payment on refunds (tenant_id, provider_account, provider_payment_id);

create table disputes (
  tenant_id uuid not null,
  id uuid not null,
  provider text not null default 'STRIPE',
  provider_account text not null,
  provider_dispute_id text not null,
  provider_payment_id text not null,
  -- Null until the payment is known, and for money that fits no invoice.
  invoice_id uuid,
  status text not null check (status in ('WARNING_NEEDS_RESPONSE', 'WARNING_UNDER_REVIEW', 'WARNING_CLOSED', 'NEEDS_RESPONSE', 'UNDER_REVIEW',
    'APPEAL_NEEDS_RESPONSE', 'APPEAL_UNDER_REVIEW', 'WON', 'LOST', 'PREVENTED')),
  amount bigint not null check (amount between 1 and 9007199254740991),
  currency char(3) not null,
  reason text not null,
  -- The provider has taken the money and not given it back, whatever becomes of it.
  withdrawn boolean not null,
  evidence_due_by timestamptz(3),
  live boolean not null,
  disputed_at timestamptz(3) not null,
  asked_at timestamptz not null,
  created_at timestamptz(3) not null default app.now(),
  updated_at timestamptz(3) not null default app.now(),
  -- Somebody still decides about it.
  open boolean not null generated always as (status in ('WARNING_NEEDS_RESPONSE', 'WARNING_UNDER_REVIEW', 'NEEDS_RESPONSE', 'UNDER_REVIEW',
    'APPEAL_NEEDS_RESPONSE', 'APPEAL_UNDER_REVIEW')) stored,
  -- The money is gone. An appeal is against a dispute that was lost.
  lost boolean not null generated always as (status in ('LOST', 'APPEAL_NEEDS_RESPONSE', 'APPEAL_UNDER_REVIEW')
    or (status = 'PREVENTED' and withdrawn)) stored,
  constraint disputes_pkey primary key (tenant_id, id),
  constraint disputes_provider_key unique (tenant_id, provider, provider_account, provider_dispute_id),
  constraint disputes_invoice_fkey foreign key (tenant_id, invoice_id) references invoices (tenant_id, id)
);
create index disputes_payment on disputes (tenant_id, provider_account, provider_payment_id);
create index disputes_invoice on disputes (tenant_id, invoice_id) where invoice_id is not null;
create index disputes_created on disputes (tenant_id, created_at desc, id desc);
create index disputes_status on disputes (tenant_id, status, created_at desc, id desc);
create index disputes_open on disputes (tenant_id, created_at desc, id desc) where open;

select app.protect('refunds', may => '{select,insert}', updates => '{status,amount,asked_at,updated_at}');
select app.protect('disputes', may => '{select,insert}',
  updates => '{invoice_id,status,amount,reason,withdrawn,evidence_due_by,asked_at,updated_at}');
reset role;

-- What was recorded before says what it is, and the refunds that it came from.
update payments set kind = case when provider = 'STRIPE' then 'REFUND' else 'REVERSAL' end where reverses_id is not null;
insert into refunds (tenant_id, id, provider_account, provider_refund_id, provider_payment_id, status, amount, currency, refunded_at, asked_at)
  select r.tenant_id, r.id, r.provider_account, r.provider_payment_id, p.provider_payment_id,
    case when exists (select from payments f where f.tenant_id = r.tenant_id and f.provider_account = r.provider_account
      and f.provider_payment_id = r.provider_payment_id || ':failed') then 'FAILED' else 'SUCCEEDED' end,
    -r.amount, r.currency, r.paid_at, '-infinity'
  from payments r join payments p on p.tenant_id = r.tenant_id and p.id = r.reverses_id
  where r.kind = 'REFUND' and r.amount < 0;
do $$ begin
  if exists (select from payments where (kind = 'PAYMENT') <> (reverses_id is null)) then raise exception 'A payment is of no kind'; end if;
end $$;
