/**
 * Errors: one class, one closed table.
 *
 * An error is a fault of ours or a request that cannot be served. A program
 * that misbehaves is never an error; it is a result (verdict.ts).
 *
 * On the wire every error has one shape: `{error: {code, message, details?}}`.
 * The message says what happened, with which value, and what to do.
 */
import { z } from 'zod';

/** code → whose fault, HTTP status, and whether trying again can help. */
export const ERRORS = {
  bad_request: { fault: 'caller', status: 400, retry: false },
  bad_json: { fault: 'caller', status: 400, retry: false },
  bad_code: { fault: 'caller', status: 400, retry: false },
  bad_limit: { fault: 'caller', status: 400, retry: false },
  bad_setting: { fault: 'operator', status: 500, retry: false },
  bad_package: { fault: 'caller', status: 400, retry: false },
  unauthorized: { fault: 'caller', status: 401, retry: false },
  forbidden: { fault: 'caller', status: 403, retry: false },
  problem_not_found: { fault: 'caller', status: 404, retry: false },
  submission_not_found: { fault: 'caller', status: 404, retry: false },
  rejudging_not_found: { fault: 'caller', status: 404, retry: false },
  verification_not_found: { fault: 'caller', status: 404, retry: false },
  file_not_found: { fault: 'caller', status: 404, retry: false },
  language_not_found: { fault: 'caller', status: 404, retry: false },
  route_not_found: { fault: 'caller', status: 404, retry: false },
  method_not_allowed: { fault: 'caller', status: 405, retry: false },
  conflict: { fault: 'caller', status: 409, retry: false },
  too_large: { fault: 'caller', status: 413, retry: false },
  unsupported_media_type: { fault: 'caller', status: 415, retry: false },
  too_many_requests: { fault: 'caller', status: 429, retry: true },
  data_folder_in_use: { fault: 'operator', status: 500, retry: false },
  isolation_missing: { fault: 'operator', status: 503, retry: false },
  language_unavailable: { fault: 'operator', status: 503, retry: false },
  overloaded: { fault: 'us', status: 503, retry: true },
  database_unavailable: { fault: 'us', status: 503, retry: true },
  queue_unavailable: { fault: 'us', status: 503, retry: true },
  disk_full: { fault: 'operator', status: 503, retry: true },
  sandbox_fault: { fault: 'us', status: 500, retry: true },
  internal: { fault: 'us', status: 500, retry: false },
} as const satisfies Record<string, { fault: 'caller' | 'operator' | 'us'; status: number; retry: boolean }>;

export type ErrorCode = keyof typeof ERRORS;

export class LetscodeError extends Error {
  override readonly name = 'LetscodeError';
  readonly code: ErrorCode;
  /** Machine-readable particulars, such as the field at fault. */
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.details = options.details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

export const errorBodySchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

export type ErrorBody = z.infer<typeof errorBodySchema>;
