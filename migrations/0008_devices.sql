-- Browsers that signed in to an account, by the hash of the secret in their cookie: what others try at the account keeps none of them out.
set role app_owner;

create table app.devices (
  user_id text not null references app.users,
  hash bytea not null,
  seen_at timestamptz(3) not null default clock_timestamp(),
  constraint devices_pkey primary key (user_id, hash)
);
reset role;
