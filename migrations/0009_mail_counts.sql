-- How many mails went to somebody, or from somebody, since when: whoever can have a mail sent to a stranger is counted.
set role app_owner;

create table app.mail_counts (
  key bytea constraint mail_counts_pkey primary key,
  since timestamptz(3) not null,
  n int not null
);
create index mail_counts_age on app.mail_counts (since);
reset role;
