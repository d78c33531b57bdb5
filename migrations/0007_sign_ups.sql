-- A sign-up may have several links, and an address several sign-ups: each is confirmed by its own links alone.
set role app_owner;

alter table app.mailed_tokens add column signup_id uuid;
update app.mailed_tokens set signup_id = gen_random_uuid() where purpose = 'VERIFY';
create index mailed_tokens_signup on app.mailed_tokens (signup_id) where signup_id is not null;

-- Handed out a second time, because the first answer seems to have been lost: there is no second leniency in a row.
alter table app.refresh_tokens add column reissued boolean not null default false;
reset role;
