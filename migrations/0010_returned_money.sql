-- What of unapplied money went back to who sent it. The rest is what is left, and only what is left is listed.
set role app_owner;
alter table unapplied_money add column returned bigint not null default 0 constraint unapplied_money_returned check (returned between 0 and amount);
drop index unapplied_money_created;
create index unapplied_money_left on unapplied_money (tenant_id, created_at desc, id desc) where returned < amount;
grant update (returned) on unapplied_money to hub_app;
reset role;
