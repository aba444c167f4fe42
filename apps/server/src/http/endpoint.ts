/**
 * An endpoint: one route as data. From the same list come Express's routes, the
 * answers 405, the validation and the OpenAPI document, so that none of them can
 * forget a route that another knows.
 */
import type { Writable } from 'node:stream';
import type { ErrorCode } from '@letscode/core';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { RateLimit } from './rate-limit.js';
import type { UploadBounds } from './upload.js';

/** Who asks. */
export interface Caller {
  /** The address of the peer's socket. */
  address: string;
  requestId: string;
  log: Logger;
}

/** A file as an answer. */
export interface FileAnswer {
  contentType: string;
  headers?: Record<string, string>;
  /** Writes the file to what `open` answers, and closes it. What fails before `open` is called is answered as an error. */
  write(open: () => Writable): Promise<unknown>;
}

export interface Endpoint {
  method: 'get' | 'post';
  /** In Express's notation, e.g. `/api/problems/:id`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  params?: z.ZodObject;
  /** The answer to path parameters that fail their schema: nothing can be found under them. */
  notFound?: ErrorCode;
  query?: z.ZodObject;
  body?: z.ZodObject;
  /** Largest body in bytes, after decompression. */
  maxBodyBytes?: number;
  /** Shown in the documentation. */
  bodyExample?: unknown;
  /** Takes a file instead of JSON: `handle` is given its path on this machine as `hostUploadPath`. */
  upload?: UploadBounds;
  response: z.ZodType;
  /** Answers with a file of such a type instead: `handle` resolves with a FileAnswer. */
  fileTypes?: string[];
  /** Only for authors: see author-guard.ts. */
  isForAuthors?: boolean;
  responseExample?: unknown;
  /** Errors beyond those that every route may answer. */
  errors: ErrorCode[];
  /** Whether a call starts programs and so counts against the rate limit. */
  isLimited: boolean;
  /** A rate limit of its own for each address, instead. */
  ownLimit?: RateLimit;
  /** HTTP status of an answer as asked; 200 when absent. */
  okStatus?: 200 | 202;
  /** HTTP status of an answer; `okStatus` when absent. */
  statusOf?: (response: never) => number;
  /** What `statusOf` may answer besides `okStatus`, with the same body. */
  otherStatuses?: number[];
  handle(request: ValidRequest): Promise<unknown>;
}

interface ValidRequest {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: unknown;
  caller: Caller;
  /** Empty without an upload. */
  hostUploadPath: string;
}

type Inferred<T> = T extends z.ZodType ? z.infer<T> : undefined;

interface Declaration<
  P extends z.ZodObject | undefined,
  Q extends z.ZodObject | undefined,
  B extends z.ZodObject | undefined,
  R extends z.ZodType,
> extends Omit<Endpoint, 'params' | 'query' | 'body' | 'response' | 'handle' | 'isLimited' | 'statusOf'> {
  params?: P;
  query?: Q;
  body?: B;
  response: R;
  isLimited?: boolean;
  statusOf?: (response: z.infer<R>) => number;
  handle(request: {
    params: Inferred<P>;
    query: Inferred<Q>;
    body: Inferred<B>;
    caller: Caller;
    hostUploadPath: string;
  }): Promise<z.infer<R>>;
}

/** Declares an endpoint; its handler sees the types of its schemas. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  B extends z.ZodObject | undefined = undefined,
>(declaration: Declaration<P, Q, B, R>): Endpoint {
  return { isLimited: false, ...declaration } as Endpoint;
}
