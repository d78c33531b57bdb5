-- An owner may let reviewers see the source of a draft in full, too (C-22): a scope of its own, because nobody who let them before agreed to that.
set role app_owner;
alter table app.tenants drop constraint tenants_review_access,
  add constraint tenants_review_access check (review_access_scopes <@ '{AI_DRAFTS,WORK_QUEUE,SOURCES}' and (review_access_scopes = '{}') = (review_access_since is null)
    and (review_access_by is null) = (review_access_since is null));
reset role;
