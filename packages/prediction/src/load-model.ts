/**
 * How many submissions the coming hours bring: the same hour of the last weeks, the latest counting most, times how
 * the last days stood against what those weeks let expect of them.
 *
 *     expected(h) = seasonal(h) × level
 *     seasonal(h) = Σ w(k) · count(h − k weeks) / Σ w(k)      k = 1 … WEEKS, w halves with each week
 *     level       = (recent count + SMOOTHING) / (seasonal of the same hours + SMOOTHING)
 *
 * Hours are counted from 1970 in UTC; one without a submission counts as zero, but only since the first that is known.
 *
 * Pure: no I/O, no clock.
 */

export const HOUR_MS = 3_600_000;
const HOURS_OF_WEEK = 168;
export const WEEKS = 6;
/** Hours by which the level is told. */
const LEVEL_HOURS = 24;
/** Submissions: keeps a level from leaping when there is next to nothing to count. */
const SMOOTHING = 5;
const LEVEL_BOUNDS = [0.25, 4] as const;

/** Submissions by hour since 1970. */
export type HourlyCounts = ReadonlyMap<number, number>;

export function hourOf(atMs: number): number {
  return Math.floor(atMs / HOUR_MS);
}

/** @param nowHour the hour that goes on: what it has so far is not looked at. @returns submissions expected in `hour`, `nowHour` or later */
export function predictLoad(counts: HourlyCounts, nowHour: number, hour: number): number {
  const first = Math.min(...counts.keys());
  if (!Number.isFinite(first)) return 0;
  const expected = seasonal(counts, first, nowHour, hour);
  return (expected ?? recentMean(counts, first, nowHour)) * levelOf(counts, first, nowHour);
}

/** @returns undefined where no week is known that far back */
function seasonal(counts: HourlyCounts, first: number, nowHour: number, hour: number): number | undefined {
  let sum = 0;
  let weights = 0;
  for (let week = 1; week <= WEEKS; week += 1) {
    const past = hour - week * HOURS_OF_WEEK;
    if (past < first) break;
    if (past >= nowHour) continue;
    const weight = 2 ** -week;
    sum += weight * (counts.get(past) ?? 0);
    weights += weight;
  }
  return weights === 0 ? undefined : sum / weights;
}

function recentMean(counts: HourlyCounts, first: number, nowHour: number): number {
  const begin = Math.max(first, nowHour - LEVEL_HOURS);
  if (begin >= nowHour) return 0;
  let sum = 0;
  for (let hour = begin; hour < nowHour; hour += 1) sum += counts.get(hour) ?? 0;
  return sum / (nowHour - begin);
}

function levelOf(counts: HourlyCounts, first: number, nowHour: number): number {
  let seen = 0;
  let expected = 0;
  for (let hour = nowHour - LEVEL_HOURS; hour < nowHour; hour += 1) {
    const usual = seasonal(counts, first, hour, hour);
    if (usual === undefined) continue;
    seen += counts.get(hour) ?? 0;
    expected += usual;
  }
  const [least, most] = LEVEL_BOUNDS;
  return Math.min(most, Math.max(least, (seen + SMOOTHING) / (expected + SMOOTHING)));
}

/**
 * Boxes to keep warm for an expected load: those that are in use at once on average (Little's law), and as much
 * again as arrivals cluster (the square root), within the operator's bounds.
 *
 * @param perHour     submissions
 * @param executionMs of one
 */
export function warmBoxesFor(perHour: number, executionMs: number, bounds: { min: number; max: number }): number {
  const atOnce = (perHour * executionMs) / HOUR_MS;
  const wanted = perHour < 1 ? 0 : Math.ceil(atOnce + Math.sqrt(atOnce));
  return Math.min(bounds.max, Math.max(bounds.min, wanted));
}
