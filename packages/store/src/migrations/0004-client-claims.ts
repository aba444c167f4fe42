/** What browsers said of public tests, where the server disagreed, and whose word is not taken any more. */
export const sql = `
CREATE TABLE client_claims (
  submission_id uuid PRIMARY KEY REFERENCES submissions (id) ON DELETE CASCADE,
  user_id text NOT NULL,
  engine text NOT NULL,
  passed boolean NOT NULL,
  tests jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('checking', 'final', 'rechecking', 'agreed', 'disagreed')),
  -- Whether this failure is one of the share that is judged again when there is nothing else to do.
  wants_recheck boolean NOT NULL DEFAULT false,
  rejudging_id uuid,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  settled_at timestamptz
);

CREATE INDEX client_claims_to_recheck ON client_claims (created_at) WHERE state = 'final' AND wants_recheck;
CREATE INDEX client_claims_in_recheck ON client_claims (created_at) WHERE state = 'rechecking';

CREATE TABLE client_mismatches (
  submission_id uuid PRIMARY KEY REFERENCES client_claims (submission_id) ON DELETE CASCADE,
  user_id text NOT NULL,
  test_name text,
  claimed text NOT NULL,
  judged text NOT NULL,
  is_suspicious boolean NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX client_mismatches_by_user ON client_mismatches (user_id, created_at) WHERE is_suspicious;

CREATE TABLE user_violations (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id text NOT NULL,
  kind text NOT NULL,
  detail text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX user_violations_by_user ON user_violations (user_id, kind, created_at);
`;
