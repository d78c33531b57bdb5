-- Money that fits no invoice can be applied to one: a movement of its own on that invoice, of kind APPLICATION, by which no money comes
-- or goes (its amount is 0) and which names what it is taken from. What is left of unapplied money is amount - returned - applied.
set role app_owner;
alter table unapplied_money add column applied bigint not null default 0,
  add constraint unapplied_money_left check (applied >= 0 and returned + applied <= amount);
drop index unapplied_money_left;
drop index unapplied_money_of;
create index unapplied_money_left on unapplied_money (tenant_id, created_at desc, id desc) where returned + applied < amount;
create index unapplied_money_of on unapplied_money (tenant_id, contact_id) where returned + applied < amount;
grant update (applied) on unapplied_money to hub_app;

alter table payments add column unapplied_id uuid,
  add constraint payments_unapplied_fkey foreign key (tenant_id, unapplied_id) references unapplied_money (tenant_id, id),
  drop constraint payments_kind, drop constraint payments_amount_check, drop constraint payments_check,
  add constraint payments_kind check (kind in ('PAYMENT', 'REFUND', 'DISPUTE', 'REVERSAL', 'APPLICATION')),
  add constraint payments_amount check (amount between -9007199254740991 and 9007199254740991 and (amount = 0) = (unapplied_id is not null)),
  add constraint payments_applied check (abs(applied) <= case when unapplied_id is null then abs(amount) else 9007199254740991 end);
create index payments_unapplied on payments (tenant_id, unapplied_id, created_at desc, id desc) where unapplied_id is not null;
grant insert (unapplied_id) on payments to hub_app;
reset role;
