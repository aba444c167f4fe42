/** Submit: all tests, recorded. The last submission's id is kept, so that a reload finds it again. */
import { isFinal, type ProblemDetail, type SubmitRequest } from '@letscode/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { postSubmit, queryClient } from '../../api/queries.js';
import { userId } from '../../identity/userId.js';
import { announce } from '../../live/announce.js';
import { useProgress } from '../../live/live.js';
import type { Progress } from '../../live/progress.js';
import { readText, removeText, writeText } from '../../settings/storage.js';
import { t } from '../../strings/t.js';
import { claimSamples } from '../client-tier/claimSamples.js';
import { isProvisional } from '../client-tier/whoJudged.js';
import { problemKey } from '../editor/drafts.js';
import { RepeatGuard } from './repeatGuard.js';

export interface Submitting {
  start: (code: string, language: string) => void;
  /** The request is under way; judging comes after. */
  sending: boolean;
  error: Error | null;
  submissionId: string | undefined;
  progress: Progress | undefined;
}

export function useSubmitting(problem: ProblemDetail): Submitting {
  const problemId = problem.id;
  const key = problemKey('submission', userId(), problemId);
  const [submissionId, setSubmissionId] = useState(() => readText(key));
  const { progress, error } = useProgress(submissionId);
  const [restoredId] = useState(submissionId);
  useSpokenProgress(progress, restoredId);
  const [guard] = useState(() => new RepeatGuard());
  const mutation = useMutation({
    mutationFn: async (request: SubmitRequest) => {
      const client = await claimSamples(problem, request);
      return postSubmit(client ? { ...request, client } : request);
    },
    onSuccess: (answer) => {
      writeText(key, answer.submissionId);
      setSubmissionId(answer.submissionId);
      void queryClient.invalidateQueries({ queryKey: ['submissions'] });
    },
    onSettled: (answer) => guard.end(answer !== undefined),
  });
  // A remembered submission that the server no longer has is forgotten.
  const gone = error && 'status' in error && error.status === 404;
  useEffect(() => {
    if (!gone) return;
    removeText(key);
    setSubmissionId(undefined);
  }, [gone, key]);
  return {
    start: (code, language) => {
      const judged = progress && !isFinal(progress.stage) ? progress.view : undefined;
      if (guard.begin(code, language, judged)) mutation.mutate({ code, language, problemId, userId: userId() });
    },
    sending: mutation.isPending,
    error: mutation.error ?? (gone ? null : error),
    submissionId,
    progress,
  };
}

/** Speaks every stage once; of the submission that the page opened with, a final one is old news. */
function useSpokenProgress(progress: Progress | undefined, restoredId: string | undefined): void {
  const spoken = useRef('');
  useEffect(() => {
    if (!progress) return;
    const { id, stage, verdict, queuePosition, testCount } = progress;
    const provisional = isProvisional(progress);
    const news = `${id} ${provisional ? 'provisional' : stage}`;
    if (spoken.current === news) return;
    const old = id === restoredId && !spoken.current.startsWith(id) && isFinal(stage);
    spoken.current = news;
    if (old) return;
    if (verdict) {
      const { status, passedCount: passed, testCount: total } = verdict;
      announce(t('stage.say.verdict', { verdict: status, passed, total }));
    } else if (provisional) {
      announce(t('stage.say.provisional'));
    } else if (stage === 'Queued') {
      announce(queuePosition ? t('stage.say.place', { n: queuePosition }) : t('stage.say.Queued'));
    } else if (stage === 'Running') announce(t('stage.say.Running', { n: testCount ?? '' }));
    else if (stage !== 'Completed') announce(t(`stage.say.${stage}`));
  }, [progress]);
}
