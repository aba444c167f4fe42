/**
 * How many claims are in each state, without reading them all: every change is a row, so that no two submissions wait for
 * one another, and the store sums rows up when there are many (claims.ts).
 */
export const sql = `
CREATE TABLE claim_changes (
  state text NOT NULL,
  delta bigint NOT NULL
);

INSERT INTO claim_changes (state, delta) SELECT state, count(*) FROM client_claims GROUP BY state;

CREATE FUNCTION note_claim_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO claim_changes (state, delta) VALUES (OLD.state, -1);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO claim_changes (state, delta) VALUES (NEW.state, 1);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER client_claims_count AFTER INSERT OR DELETE OR UPDATE OF state ON client_claims
  FOR EACH ROW EXECUTE FUNCTION note_claim_change();

CREATE INDEX user_violations_by_time ON user_violations (kind, created_at);
`;
