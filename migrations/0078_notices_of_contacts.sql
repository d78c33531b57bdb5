-- A statement that comes back is a notice of its contact.
set role app_owner;
alter table notices drop constraint notices_object_type_check,
  add constraint notices_object_type_check check (object_type in ('conversation', 'work_item', 'quote', 'invoice', 'expense', 'credit_note', 'contact'));
reset role;
