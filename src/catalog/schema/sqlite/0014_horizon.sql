-- The recovery horizon of containers that the catalog does not have any more; NULL: none was ever removed.
ALTER TABLE outfield_catalog ADD COLUMN horizon INTEGER;
