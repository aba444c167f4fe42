/** The code in the editor, kept as a draft from the first keystroke on. */
import type { Language } from '@letscode/core';
import { useEffect, useState } from 'react';
import { userId } from '../../identity/userId.js';
import { draftKey, keepDraft, readDraft } from './drafts.js';

export interface Draft {
  code: string;
  setCode: (code: string) => void;
  /** Whether the browser has the code stored. */
  saved: boolean;
}

export function useDraft(problemId: string, language: Language): Draft {
  const place = { userId: userId(), problemId, language: language.id };
  const key = draftKey(place);
  const load = () => ({ key, code: readDraft(place) ?? language.template, saved: true });
  const [state, setState] = useState(load);
  let present = state;
  if (state.key !== key) {
    present = load();
    setState(present);
  }

  // Another tab on the same draft: follow it while this one is not being typed in.
  useEffect(() => {
    const follow = (event: StorageEvent) => {
      if (event.key !== key || document.hasFocus()) return;
      setState({ key, code: event.newValue ?? language.template, saved: true });
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, [key, language.template]);

  return {
    code: present.code,
    saved: present.saved,
    setCode: (code) => setState({ key, code, saved: keepDraft(place, code, language.template) }),
  };
}
