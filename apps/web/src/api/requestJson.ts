/** One HTTP request to our API: JSON in, JSON out, the answer checked against its schema. */
import type { z } from 'zod';
import { t } from '../strings/t.js';
import { ApiError, errorOfResponse } from './apiError.js';

interface RequestOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  /** Sent as it is, with its own type, instead of `body`. */
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * @throws ApiError for every failure: no answer, an error answer, or an answer of the wrong shape
 */
export async function requestJson<S extends z.ZodType>(
  path: string,
  schema: S,
  { method = 'GET', body, file, headers = {}, signal }: RequestOptions = {},
): Promise<z.infer<S>> {
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = file ? file.type : 'application/json';
  const response = await send(path, {
    method,
    headers: { accept: 'application/json', ...(sent === undefined ? {} : { 'content-type': type }), ...headers },
    ...(sent === undefined ? {} : { body: sent }),
    ...(signal ? { signal } : {}),
  });
  const answer = await bodyOf(response);
  if (!response.ok) throw errorOfResponse(response.status, answer, response.headers.get('retry-after'));
  const parsed = schema.safeParse(answer);
  if (!parsed.success) {
    console.error(`${method} ${path} answered in an unexpected shape`, parsed.error.issues);
    throw new ApiError('unexpected', response.status, t('app.error.unexpected'));
  }
  return parsed.data;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    throw asNetworkFault(error);
  }
}

/** @returns undefined for what is no JSON. @throws ApiError when the connection ends in the middle */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw asNetworkFault(error);
  }
}

function asNetworkFault(error: unknown): unknown {
  const isCalledOff = error instanceof DOMException && error.name === 'AbortError';
  return isCalledOff ? error : new ApiError('network', 0, t('app.error.network'));
}
