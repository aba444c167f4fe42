/** The WebSocket's messages, server to client. The client sends nothing but its `userId` in the URL. */
import { z } from 'zod';
import { systemStatusSchema } from './api.js';
import { rejudgingStageSchema, verificationStageSchema } from './authoring.js';
import { clientResultSchema } from './client-claim.js';
import { stageSchema, strategySchema, testResultSchema, verdictSummarySchema } from './submission.js';

export const statusUpdateSchema = z.strictObject({
  type: z.literal('status_update'),
  data: z.strictObject({
    submissionId: z.uuid(),
    problemId: z.string(),
    status: stageSchema,
    strategy: strategySchema.optional(),
    client: clientResultSchema.optional(),
    queuePosition: z.int().min(1).optional(),
    /** Tests finished so far, and of how many. */
    currentTest: z.int().optional(),
    testCount: z.int().optional(),
    /** The test that has just finished. */
    testResult: testResultSchema.optional(),
    verdict: verdictSummarySchema.optional(),
  }),
});

export const systemStatusMessageSchema = z.strictObject({ type: z.literal('system_status'), data: systemStatusSchema });

const jobProgress = { finishedCount: z.int(), totalCount: z.int() };

/** How far a verification or a rejudging has come, to the user who started it; the rest is read by its GET. */
export const authoringUpdateSchema = z.strictObject({
  type: z.literal('authoring_update'),
  data: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('verification'),
      id: z.uuid(),
      problemId: z.string(),
      stage: verificationStageSchema,
      ...jobProgress,
    }),
    z.strictObject({ kind: z.literal('rejudging'), id: z.uuid(), stage: rejudgingStageSchema, ...jobProgress }),
  ]),
});

export const serverMessageSchema = z.discriminatedUnion('type', [
  statusUpdateSchema,
  systemStatusMessageSchema,
  authoringUpdateSchema,
]);

export type StatusUpdate = z.infer<typeof statusUpdateSchema>;
export type AuthoringUpdate = z.infer<typeof authoringUpdateSchema>;
export type ServerMessage = z.infer<typeof serverMessageSchema>;
