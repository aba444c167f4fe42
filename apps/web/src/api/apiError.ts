/** What can go wrong between this page and the server, in words for the person in front of it. */
import { errorBodySchema } from '@letscode/core';
import { t } from '../strings/t.js';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** The server's code, or `network` when there was no answer and `unexpected` when it made no sense. */
  readonly code: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  /** Particulars of the server, such as the notes on a package that it refused. */
  readonly details: Record<string, unknown> | undefined;

  constructor(
    code: string,
    status: number,
    message: string,
    retryAfterSeconds?: number,
    details?: Record<string, unknown>,
  ) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = details;
  }

  /** Whether the same request may succeed later without a change. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The error of an answer that is not 2xx. */
export function errorOfResponse(status: number, body: unknown, retryAfter: string | null): ApiError {
  const parsed = errorBodySchema.safeParse(body);
  const seconds = retryAfter && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  if (parsed.success) {
    const { code, message, details } = parsed.data.error;
    return new ApiError(code, status, message, seconds, details);
  }
  return status >= 500
    ? new ApiError('network', status, t('app.error.network'), seconds)
    : new ApiError('unexpected', status, t('app.error.unexpected'), seconds);
}

/** One or two sentences for any thrown thing. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error);
  const wait = error.retryAfterSeconds ? ` ${t('app.error.retryAfter', { n: error.retryAfterSeconds })}` : '';
  return `${error.message}${wait}`;
}
