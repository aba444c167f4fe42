/** Has the server compile what is typed, so that Submit finds it done. */
import type { Language } from '@letscode/core';
import { useEffect, useState } from 'react';
import { postDraft } from '../../api/queries.js';
import { userId } from '../../identity/userId.js';
import { DraftSender } from './draftSender.js';

export function useSpeculation(problemId: string, language: Language, code: string): void {
  const [sender] = useState(
    () =>
      new DraftSender({
        send: (draft, signal) => postDraft({ ...draft, userId: userId() }, signal),
        // The compiler says it as well, at little more cost.
        parses: async () => true,
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
