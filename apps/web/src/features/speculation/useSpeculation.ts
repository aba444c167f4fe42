/** Has the server compile what is typed, so that Submit finds it done. */
import type { Language } from '@letscode/core';
import { useEffect, useState } from 'react';
import { postDraft } from '../../api/queries.js';
import { userId } from '../../identity/userId.js';
import { DraftSender } from './draftSender.js';

/** The analysis is fetched when the first pause comes: no page waits for it. */
async function parses(code: string, language: string): Promise<boolean> {
  const { analyzeCode } = await import('@letscode/analysis');
  const facts = await analyzeCode(code, language);
  return facts.coverage === 'none' || facts.parses;
}

export function useSpeculation(problemId: string, language: Language, code: string): void {
  const [sender] = useState(
    () =>
      new DraftSender({
        send: (draft, signal) => postDraft({ ...draft, userId: userId() }, signal),
        parses,
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
