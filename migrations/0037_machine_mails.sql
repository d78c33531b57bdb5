-- What machines write and tell. A message that a machine wrote, as its headers say, is seen by members and followed by no mail of ours (EM7).
-- What goes out after a quote was decided is a record of its own among what left. A mail that did not go out, or came back, is a notice.
set role app_owner;
alter table messages add column by_machine boolean;

alter table outbound drop constraint outbound_kind_check,
  add constraint outbound_kind_check check (kind in ('message', 'invoice', 'quote', 'quote_decision'));

alter table notices drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('CONVERSATION_ASSIGNED', 'MESSAGE_RECEIVED', 'WORK_ITEM_ASSIGNED', 'QUOTE_APPROVED', 'QUOTE_REJECTED',
    'PAYMENT_RECEIVED', 'PAYMENT_DISPUTED', 'SEND_FAILED'));
reset role;
