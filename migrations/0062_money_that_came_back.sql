-- A refund that fails brings its money back, also when its invoice was paid again meanwhile: then it is unapplied, more than before.
set role app_owner;
grant update (amount) on unapplied_money to hub_app;
reset role;
