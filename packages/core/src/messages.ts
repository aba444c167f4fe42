/** The WebSocket's messages, server to client. The client sends nothing but its `userId` in the URL. */
import { z } from 'zod';
import { systemStatusSchema } from './api.js';
import { stageSchema, strategySchema, testResultSchema, verdictSummarySchema } from './submission.js';

export const statusUpdateSchema = z.strictObject({
  type: z.literal('status_update'),
  data: z.strictObject({
    submissionId: z.uuid(),
    problemId: z.string(),
    status: stageSchema,
    strategy: strategySchema.optional(),
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

export const serverMessageSchema = z.discriminatedUnion('type', [statusUpdateSchema, systemStatusMessageSchema]);

export type StatusUpdate = z.infer<typeof statusUpdateSchema>;
export type ServerMessage = z.infer<typeof serverMessageSchema>;
