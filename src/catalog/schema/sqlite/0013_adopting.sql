-- The catalog's identity before it was adopted, until all of its containers are marked with the new one.
ALTER TABLE outfield_catalog ADD COLUMN former TEXT NOT NULL DEFAULT '';
