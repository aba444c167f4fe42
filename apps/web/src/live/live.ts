/**
 * The page's live state: the socket, whether it is connected, and the progress
 * of this user's submissions. Begun once by main.tsx; read through the hooks.
 */
import { isFinal, type ServerMessage, type SubmissionView } from '@letscode/core';
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient, useSubmission } from '../api/queries.js';
import { userId } from '../identity/userId.js';
import { type Connection, LiveSocket } from './LiveSocket.js';
import { foldUpdate, foldView, isJudgedAgain, type Progress } from './progress.js';

/** How often an open submission is asked for, in ms, beside the socket and without it. */
const POLL_BESIDE_SOCKET_MS = 5000;
const POLL_ALONE_MS = 1500;
/** Submissions kept; the oldest are forgotten and can be read again. */
const KEPT_COUNT = 100;

const listeners = new Set<() => void>();
const progressById = new Map<string, Progress>();
let connection: Connection = 'connecting';
let socket: LiveSocket | undefined;

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(progress: Progress): void {
  if (progressById.get(progress.id) === progress) return;
  progressById.set(progress.id, progress);
  if (progressById.size > KEPT_COUNT) progressById.delete(progressById.keys().next().value as string);
  changed();
}

function receive(message: ServerMessage): void {
  if (message.type === 'system_status') {
    queryClient.setQueryData(['status'], message.data);
    return;
  }
  if (message.type === 'authoring_update') {
    void queryClient.invalidateQueries({ queryKey: [message.data.kind] });
    return;
  }
  const before = progressById.get(message.data.submissionId);
  const after = foldUpdate(before, message.data);
  keep(after);
  const isNewlyFinal = isFinal(after.stage) && !(before && isFinal(before.stage));
  if (isNewlyFinal || isJudgedAgain(before, message.data)) refreshAfterVerdict(after.id);
}

/** The verdict changes what other pages show; the submission itself is read once more for its details. */
function refreshAfterVerdict(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ['submission', id] });
  void queryClient.invalidateQueries({ queryKey: ['submissions'] });
  void queryClient.invalidateQueries({ queryKey: ['problems'] });
}

/** Opens the socket and keeps it open for the rest of the page's life. */
export function startLive(): void {
  const address = new URL('/ws', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('userId', userId());
  socket = new LiveSocket(address.href, {
    onMessage: receive,
    onConnection: (next) => {
      connection = next;
      changed();
    },
    onOpen: () => void queryClient.invalidateQueries({ queryKey: ['submission'] }),
  });
  socket.connect();
  window.addEventListener('online', reconnect);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') reconnect();
  });
}

export function reconnect(): void {
  socket?.connect();
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}

function takeView(view: SubmissionView): void {
  const before = progressById.get(view.id);
  keep(foldView(before, view));
  if (isFinal(view.status) && before && !isFinal(before.stage)) {
    void queryClient.invalidateQueries({ queryKey: ['submissions'] });
    void queryClient.invalidateQueries({ queryKey: ['problems'] });
  }
}

/** The progress of one submission, kept up to date until it is final. */
export function useProgress(id: string | undefined): { progress: Progress | undefined; error: Error | null } {
  const poll = useConnection() === 'open' ? POLL_BESIDE_SOCKET_MS : POLL_ALONE_MS;
  const { data, error } = useSubmission(id, poll);
  useEffect(() => {
    if (data) takeView(data);
  }, [data]);
  const progress = useSyncExternalStore(subscribe, () => (id === undefined ? undefined : progressById.get(id)));
  return { progress, error: progress ? null : error };
}
