/** What the pages ask of the server, as react-query hooks. Keys start with the noun, so a noun can be refreshed whole. */
import {
  type DraftRequest,
  draftResponseSchema,
  isFinal,
  languageListSchema,
  problemListSchema,
  problemResponseSchema,
  type SubmitRequest,
  submissionListSchema,
  submissionViewSchema,
  submitResponseSchema,
  systemStatusSchema,
  type TestRequest,
  testResponseSchema,
} from '@letscode/core';
import { keepPreviousData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { userId } from '../identity/userId.js';
import { ApiError } from './apiError.js';
import { requestJson } from './requestJson.js';

/** Submissions on one page of the history. */
const HISTORY_PAGE_SIZE = 50;

export const queryClient = new QueryClient({
  defaultOptions: {
    // 'always': a self-hosted server may well be reached on a machine that calls itself offline.
    queries: {
      networkMode: 'always',
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && error.retryable,
    },
    mutations: { networkMode: 'always' },
  },
});

function query(parameters: Record<string, string | undefined>): string {
  const present = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return present.length === 0 ? '' : `?${new URLSearchParams(present)}`;
}

export function useProblems() {
  return useQuery({
    queryKey: ['problems'],
    queryFn: ({ signal }) => requestJson(`/api/problems${query({ userId: userId() })}`, problemListSchema, { signal }),
    select: (answer) => answer.problems,
  });
}

/** @param language of the statement; the server's choice when absent */
export function useProblem(id: string, language?: string) {
  return useQuery({
    queryKey: ['problems', id, language ?? ''],
    queryFn: ({ signal }) =>
      requestJson(
        `/api/problems/${encodeURIComponent(id)}${query({ userId: userId(), language })}`,
        problemResponseSchema,
        { signal },
      ),
  });
}

export function useLanguages() {
  return useQuery({
    queryKey: ['languages'],
    queryFn: ({ signal }) => requestJson('/api/languages', languageListSchema, { signal }),
    select: (answer) => answer.languages,
    staleTime: 5 * 60_000,
  });
}

/** @param pollMs how often to ask while the socket is down; the socket brings it otherwise */
export function useSystemStatus(pollMs: number) {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => requestJson('/api/status', systemStatusSchema, { signal }),
    refetchInterval: pollMs,
    retry: false,
  });
}

/** @param pollMs how often to ask again while the submission is open */
export function useSubmission(id: string | undefined, pollMs: number) {
  return useQuery({
    queryKey: ['submission', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      requestJson(`/api/submission/${encodeURIComponent(id ?? '')}`, submissionViewSchema, { signal }),
    refetchInterval: ({ state }) => (state.data && isFinal(state.data.status) ? false : pollMs),
    placeholderData: undefined,
  });
}

export function useHistory(problemId?: string) {
  return useInfiniteQuery({
    queryKey: ['submissions', problemId ?? ''],
    queryFn: ({ pageParam, signal }) =>
      requestJson(
        `/api/submissions${query({ userId: userId(), problemId, limit: String(HISTORY_PAGE_SIZE), before: pageParam })}`,
        submissionListSchema,
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ submissions }) =>
      submissions.length < HISTORY_PAGE_SIZE ? undefined : submissions.at(-1)?.createdAt,
    select: (pages) => pages.pages.flatMap((page) => page.submissions),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}

export function postSubmit(request: SubmitRequest) {
  return requestJson('/api/submit', submitResponseSchema, { method: 'POST', body: request });
}

export function postDraft(request: DraftRequest, signal: AbortSignal) {
  return requestJson('/api/drafts', draftResponseSchema, { method: 'POST', body: request, signal });
}

export function postTest(request: Omit<TestRequest, 'input'>) {
  return requestJson('/api/test', testResponseSchema, { method: 'POST', body: request });
}
