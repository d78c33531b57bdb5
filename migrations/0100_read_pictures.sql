-- Where the lines of a picture stand on it that a draft was read from: left, top, right and bottom in its dots, line by line.
set role app_owner;
alter table ai_drafts add column source_boxes jsonb check (jsonb_typeof(source_boxes) = 'array' and jsonb_array_length(source_boxes) <= 2000);
reset role;
