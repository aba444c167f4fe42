/** Has the server compile what is typed, so that Submit finds it done. */
import { DraftSender } from '@letscode/browser-runtime/drafts';
import type { Language } from '@letscode/core';
import { useEffect, useState } from 'react';
import { postDraft } from '../../api/queries.js';
import { userId } from '../../identity/userId.js';

/** The analysis is fetched when the first pause comes: no page waits for it. */
async function analyze(code: string, language: string) {
  const { analyzeCode } = await import('@letscode/analysis');
  return analyzeCode(code, language);
}

export function useSpeculation(problemId: string, language: Language, code: string): void {
  const [sender] = useState(
    () =>
      new DraftSender({
        send: (draft, signal) => postDraft({ ...draft, userId: userId() }, signal),
        analyze,
        now: Date.now,
      }),
  );
  const { id, available, template } = language;
  useEffect(() => {
    // The template compiles, and nobody submits it.
    if (available && code !== template) sender.typed({ problemId, language: id, code });
    return () => sender.stop();
  }, [sender, problemId, id, available, template, code]);
}
