-- What one reviewer has done, the newest first, however much the others have.
set role app_owner;
create index reviews_done_by on app.reviews (ended_by, ended_at desc, draft_id desc) where ended_by ^@ 'ops:';
reset role;
