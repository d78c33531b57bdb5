-- A conversation about a document, begun on its page by whoever holds its link, who reads it and goes on with it behind a link of its own.
set role app_owner;
alter table app.portal_tokens drop constraint portal_tokens_object_type_check,
  add constraint portal_tokens_object_type_check check (object_type in ('invoice', 'quote', 'conversation'));

alter table conversations
  add column document_kind text check (document_kind in ('invoice', 'quote')),
  add column document_id uuid,
  add constraint conversations_document check ((document_kind is null) = (document_id is null));
create unique index conversations_of_document on conversations (tenant_id, document_id) where document_id is not null and deleted_at is null;
reset role;
