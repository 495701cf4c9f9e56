-- Pages through the values of a model, the last ones first.
CREATE INDEX outfield_attachment_model ON outfield_attachment (model, blob);

-- An upload that becomes a new record of its model, in this container, instead of a field's value.
ALTER TABLE outfield_upload ADD COLUMN container INTEGER NOT NULL DEFAULT 0;  -- 0: where the placement says
