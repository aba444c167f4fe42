/**
 * What the server does before it is asked: compiling drafts, keeping boxes warm, expecting load.
 * As it is told in the system's status; counted by one server since its start.
 */
import { z } from 'zod';

/** Every compilation that was begun ends up in one of used, wasted and cancelled, or is still undecided. */
export const speculationStatusSchema = z.strictObject({
  /** Compilations begun. */
  startedCount: z.int(),
  /** Of those: the same code was submitted, and found it compiled or being compiled. */
  usedCount: z.int(),
  /** Of those: newer code came instead, it didn't compile, it took too long, or nobody submitted it in time. */
  wastedCount: z.int(),
  /** Drafts that were stopped before their end, or never begun, since newer code came. */
  cancelledCount: z.int(),
  /** Drafts that were not taken: too many, too busy, and so on. */
  declinedCount: z.int(),
  /** Drafts that wait or are being compiled. */
  pendingCount: z.int(),
  /** Lane time that drafts have taken, in ms. */
  laneMs: z.int(),
});

export type SpeculationStatus = z.infer<typeof speculationStatusSchema>;

export const warmingStatusSchema = z.strictObject({
  /** Languages of which boxes are kept warm just now. */
  languages: z.array(z.string()),
  /** Boxes that were asked for because a user was expected to need them. */
  askedCount: z.int(),
  /** Submissions whose language was warm when they came, and all. */
  hitCount: z.int(),
  submissionCount: z.int(),
});

export type WarmingStatus = z.infer<typeof warmingStatusSchema>;

/** Submissions an hour, as history lets expect them. */
export const forecastStatusSchema = z.strictObject({
  /** In this hour and the next. */
  thisHour: z.number(),
  nextHour: z.number(),
  /** Boxes that are kept warm for it on each worker, within the operator's bounds. */
  warmBoxes: z.int(),
});

export type ForecastStatus = z.infer<typeof forecastStatusSchema>;
