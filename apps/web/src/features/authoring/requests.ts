/** What the authors' pages ask of the server. */
import {
  importResponseSchema,
  packageCheckSchema,
  type Rejudging,
  rejudgeResponseSchema,
  rejudgingSchema,
  type Verification,
  verificationSchema,
  verifyResponseSchema,
} from '@letscode/core';
import { useQuery } from '@tanstack/react-query';
import { ApiError } from '../../api/apiError.js';
import { requestJson } from '../../api/requestJson.js';
import { userId } from '../../identity/userId.js';
import { authorHeaders, useAuthorKey } from './authorKey.js';

/** How often a job under way is asked for, in ms; the socket mostly is quicker. */
const POLL_MS = 2000;

function problemAddress(problemId: string, rest: string): string {
  return `/api/problems/${encodeURIComponent(problemId)}/${rest}`;
}

export function postPackage(file: File) {
  const zip = new Blob([file], { type: 'application/zip' });
  const address = `/api/problems?${new URLSearchParams({ name: file.name })}`;
  return requestJson(address, importResponseSchema, { method: 'POST', file: zip, headers: authorHeaders() });
}

export function usePackageCheck(problemId: string) {
  const key = useAuthorKey();
  return useQuery({
    queryKey: ['packageCheck', problemId, key],
    queryFn: ({ signal }) =>
      requestJson(problemAddress(problemId, 'check'), packageCheckSchema, { signal, headers: authorHeaders() }),
  });
}

/** The package as a zip, to be saved. */
export async function fetchPackage(problemId: string): Promise<Blob> {
  const response = await fetch(problemAddress(problemId, 'package'), { headers: authorHeaders() });
  if (!response.ok) throw new ApiError('unexpected', response.status, response.statusText);
  return response.blob();
}

export function postVerify(problemId: string) {
  return requestJson(problemAddress(problemId, 'verify'), verifyResponseSchema, {
    method: 'POST',
    body: { userId: userId() },
    headers: authorHeaders(),
  });
}

export function verificationIsOpen({ stage }: Verification): boolean {
  return stage === 'Queued' || stage === 'Running';
}

/** Undefined data, without an error, where the package was never verified. */
export function useVerification(problemId: string) {
  const key = useAuthorKey();
  return useQuery({
    queryKey: ['verification', problemId, key],
    queryFn: async ({ signal }) => {
      try {
        const address = problemAddress(problemId, 'verification');
        return await requestJson(address, verificationSchema, { signal, headers: authorHeaders() });
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: ({ state }) => (state.data && verificationIsOpen(state.data) ? POLL_MS : false),
  });
}

export function postRejudge(problemId: string) {
  const body = { problemId, userId: userId() };
  return requestJson('/api/rejudge', rejudgeResponseSchema, { method: 'POST', body, headers: authorHeaders() });
}

export function rejudgingIsOpen({ stage }: Rejudging): boolean {
  return stage === 'Queued' || stage === 'Running';
}

export function useRejudging(id: string | undefined) {
  const key = useAuthorKey();
  return useQuery({
    queryKey: ['rejudging', id, key],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      requestJson(`/api/rejudge/${encodeURIComponent(id ?? '')}`, rejudgingSchema, {
        signal,
        headers: authorHeaders(),
      }),
    refetchInterval: ({ state }) => (state.data && rejudgingIsOpen(state.data) ? POLL_MS : false),
  });
}

export function postRejudgingEnd(id: string, end: 'apply' | 'discard') {
  const address = `/api/rejudge/${encodeURIComponent(id)}/${end}`;
  return requestJson(address, rejudgingSchema, { method: 'POST', body: {}, headers: authorHeaders() });
}
