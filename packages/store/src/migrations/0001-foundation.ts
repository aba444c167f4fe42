/** Problems with their tests, blobs, submissions with their results, standings, languages, workers. */
export const sql = `
CREATE TABLE blobs (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bytea NOT NULL
);

CREATE TABLE problems (
  id text PRIMARY KEY,
  detail jsonb NOT NULL,
  limits jsonb NOT NULL,
  checker jsonb NOT NULL,
  package_sha256 text NOT NULL
);

CREATE TABLE problem_tests (
  problem_id text NOT NULL REFERENCES problems ON DELETE CASCADE,
  position integer NOT NULL,
  name text NOT NULL,
  is_sample boolean NOT NULL,
  input_sha256 text NOT NULL REFERENCES blobs,
  input_bytes integer NOT NULL,
  answer_sha256 text NOT NULL REFERENCES blobs,
  answer_bytes integer NOT NULL,
  PRIMARY KEY (problem_id, position),
  UNIQUE (problem_id, name)
);

CREATE TABLE submissions (
  id uuid PRIMARY KEY,
  problem_id text NOT NULL REFERENCES problems,
  language text NOT NULL,
  user_id text NOT NULL,
  code text NOT NULL,
  is_custom_test boolean NOT NULL,
  strategy text NOT NULL CHECK (strategy IN ('client', 'server', 'hybrid')),
  reasons jsonb NOT NULL,
  stage text NOT NULL DEFAULT 'Queued' CHECK (stage IN ('Queued', 'Compiling', 'Running', 'Completed', 'Failed')),
  attempt integer NOT NULL DEFAULT 0,
  worker_id text,
  current_test integer,
  test_count integer,
  verdict jsonb,
  compile jsonb,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  touched_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  CHECK ((verdict IS NOT NULL) = (stage IN ('Completed', 'Failed'))),
  CHECK ((finished_at IS NOT NULL) = (stage IN ('Completed', 'Failed')))
);

-- Paging by time must not skip a row: no two of one user share a microsecond.
CREATE UNIQUE INDEX submissions_by_user ON submissions (user_id, created_at);
CREATE INDEX submissions_open ON submissions (touched_at) WHERE stage NOT IN ('Completed', 'Failed');
CREATE INDEX submissions_open_by_user ON submissions (user_id) WHERE stage NOT IN ('Completed', 'Failed');
CREATE INDEX submissions_completed ON submissions (finished_at) WHERE stage = 'Completed';

CREATE TABLE test_results (
  submission_id uuid NOT NULL REFERENCES submissions ON DELETE CASCADE,
  position integer NOT NULL,
  verdict text NOT NULL,
  result jsonb NOT NULL,
  PRIMARY KEY (submission_id, position)
);

CREATE TABLE standings (
  problem_id text NOT NULL REFERENCES problems ON DELETE CASCADE,
  user_id text NOT NULL,
  is_solved boolean NOT NULL DEFAULT false,
  PRIMARY KEY (problem_id, user_id)
);

CREATE TABLE languages (
  id text PRIMARY KEY,
  position integer NOT NULL,
  body jsonb NOT NULL
);

CREATE TABLE workers (
  id text PRIMARY KEY,
  lane_count integer NOT NULL,
  running_count integer NOT NULL,
  layers jsonb NOT NULL,
  beat_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
`;
