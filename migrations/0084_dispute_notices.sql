-- How a dispute ends is told to whom its beginning was told.
set role app_owner;
alter table notices drop constraint notices_kind_check,
  add constraint notices_kind_check check (kind in ('CONVERSATION_ASSIGNED', 'MESSAGE_RECEIVED', 'WORK_ITEM_ASSIGNED', 'QUOTE_APPROVED', 'QUOTE_REJECTED',
    'PAYMENT_RECEIVED', 'PAYMENT_DISPUTED', 'DISPUTE_WON', 'DISPUTE_LOST', 'DISPUTE_CLOSED', 'SEND_FAILED', 'EXPENSE_SUBMITTED', 'EXPENSE_APPROVED', 'EXPENSE_REJECTED'));
reset role;
