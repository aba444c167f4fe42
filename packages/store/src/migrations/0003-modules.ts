/** Programs compiled for browsers. Unlogged: it is a cache, and what a crash loses is compiled again. */
export const sql = `
CREATE UNLOGGED TABLE modules (
  id text PRIMARY KEY,
  gzip bytea NOT NULL,
  byte_count integer NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- They are compressed already.
ALTER TABLE modules ALTER COLUMN gzip SET STORAGE EXTERNAL;
CREATE INDEX modules_by_age ON modules (created_at) INCLUDE (byte_count);
`;
