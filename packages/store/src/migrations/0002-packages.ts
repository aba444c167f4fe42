/**
 * Whole packages with all that the formats know; blobs in chunks; verifications and rejudgings.
 *
 * A blob is either in its row (small ones, and whatever 0001 stored) or in the chunks of a
 * content. A content without a blob is one that was never stored to its end.
 */
export const sql = `
CREATE TABLE blob_contents (
  id uuid PRIMARY KEY,
  began_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE blob_chunks (
  content_id uuid NOT NULL REFERENCES blob_contents ON DELETE CASCADE,
  position integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (content_id, position)
);

ALTER TABLE blobs ALTER COLUMN bytes DROP NOT NULL;
ALTER TABLE blobs ADD COLUMN content_id uuid UNIQUE REFERENCES blob_contents;
ALTER TABLE blobs ADD COLUMN byte_count integer;
UPDATE blobs SET byte_count = length(bytes);
ALTER TABLE blobs ALTER COLUMN byte_count SET NOT NULL;
ALTER TABLE blobs ADD CHECK ((bytes IS NULL) <> (content_id IS NULL));

-- has_time_limit: whether the package names one.
ALTER TABLE problems ADD COLUMN statements jsonb NOT NULL DEFAULT '[]';
ALTER TABLE problems ADD COLUMN notes jsonb NOT NULL DEFAULT '[]';
ALTER TABLE problems ADD COLUMN has_time_limit boolean NOT NULL DEFAULT true;

-- The package itself: workers judge by what they read in it. problem_tests is for problems that have none.
-- public_name: below /api/problems/:id/files/; null for what is for authors only.
CREATE TABLE problem_files (
  problem_id text NOT NULL REFERENCES problems ON DELETE CASCADE,
  path text NOT NULL,
  sha256 text NOT NULL REFERENCES blobs,
  byte_count integer NOT NULL,
  is_executable boolean NOT NULL DEFAULT false,
  public_name text,
  PRIMARY KEY (problem_id, path),
  UNIQUE (problem_id, public_name)
);

-- Known to all workers of this database and to nobody else.
CREATE TABLE secrets (
  name text PRIMARY KEY,
  value text NOT NULL
);
INSERT INTO secrets VALUES ('artifacts', gen_random_uuid()::text || gen_random_uuid()::text);

CREATE TABLE verifications (
  id uuid PRIMARY KEY,
  problem_id text NOT NULL REFERENCES problems ON DELETE CASCADE,
  package_sha256 text NOT NULL,
  user_id text,
  stage text NOT NULL DEFAULT 'Queued' CHECK (stage IN ('Queued', 'Running', 'Completed', 'Failed')),
  attempt integer NOT NULL DEFAULT 0,
  tests jsonb NOT NULL DEFAULT '[]',
  total_count integer NOT NULL DEFAULT 0,
  time_limit jsonb,
  message text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);

-- One at a time.
CREATE UNIQUE INDEX verifications_open ON verifications (problem_id) WHERE stage IN ('Queued', 'Running');
CREATE INDEX verifications_by_problem ON verifications (problem_id, created_at);

CREATE TABLE verification_rows (
  verification_id uuid NOT NULL REFERENCES verifications ON DELETE CASCADE,
  position integer NOT NULL,
  result jsonb NOT NULL,
  times jsonb NOT NULL,
  PRIMARY KEY (verification_id, position)
);

CREATE TABLE rejudgings (
  id uuid PRIMARY KEY,
  problem_id text REFERENCES problems ON DELETE CASCADE,
  user_id text,
  stage text NOT NULL DEFAULT 'Queued'
    CHECK (stage IN ('Queued', 'Running', 'Judged', 'Applied', 'Discarded', 'Failed')),
  runner_count integer NOT NULL,
  message text,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz
);

CREATE INDEX rejudgings_open ON rejudgings (touched_at) WHERE stage IN ('Queued', 'Running');

CREATE TABLE rejudging_items (
  rejudging_id uuid NOT NULL REFERENCES rejudgings ON DELETE CASCADE,
  position integer NOT NULL,
  submission_id uuid NOT NULL REFERENCES submissions ON DELETE CASCADE,
  old_verdict jsonb NOT NULL,
  -- The submission's attempt when the rejudging began: another rejudging that was applied meanwhile shows in it.
  old_attempt integer NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  runner integer,
  is_done boolean NOT NULL DEFAULT false,
  new_verdict jsonb,
  compile jsonb,
  test_results jsonb,
  message text,
  PRIMARY KEY (rejudging_id, position),
  UNIQUE (rejudging_id, submission_id)
);

CREATE INDEX rejudging_items_open ON rejudging_items (rejudging_id, position) WHERE NOT is_done;
CREATE INDEX submissions_by_problem ON submissions (problem_id, created_at);
`;
