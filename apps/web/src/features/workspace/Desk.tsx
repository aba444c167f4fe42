/** The desk: everything that one problem's workspace shares between its parts. */
import type { Diagnostic, Language, ProblemDetail } from '@letscode/core';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { type Draft, useDraft } from '../editor/useDraft.js';
import { useSpeculation } from '../speculation/useSpeculation.js';
import { useLanguageChoice } from './useLanguageChoice.js';
import { useMarkers } from './useMarkers.js';
import { type OwnTests, useOwnTests } from './useOwnTests.js';
import { type Submitting, useSubmitting } from './useSubmitting.js';
import { type Trial, useTrial } from './useTrial.js';

export type ResultView = 'tests' | 'run' | 'submission';
export type Part = 'statement' | 'code' | 'results';

export interface Desk {
  problem: ProblemDetail;
  languages: readonly Language[];
  language: Language;
  chooseLanguage: (id: string) => void;
  draft: Draft;
  diagnostics: readonly Diagnostic[];
  ownTests: OwnTests;
  trial: Trial;
  submitting: Submitting;
  run: () => void;
  submit: () => void;
  resultView: ResultView;
  showResultView: (view: ResultView) => void;
  /** The part in front, where only one fits. */
  part: Part;
  showPart: (part: Part) => void;
  jump: { line: number } | undefined;
  jumpToLine: (line: number) => void;
}

const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk needs a DeskProvider above it');
  return desk;
}

/** For parts that also stand on pages without a desk. */
export function useDeskIfAny(): Desk | undefined {
  return useContext(DeskContext);
}

interface DeskProviderProps {
  problem: ProblemDetail;
  languages: readonly Language[];
  children: ReactNode;
}

export function DeskProvider({ problem, languages, children }: DeskProviderProps) {
  const { language, choose } = useLanguageChoice(problem.id, languages);
  const draft = useDraft(problem.id, language);
  useSpeculation(problem.id, language, draft.code);
  const ownTests = useOwnTests(problem.id, problem.samples.length);
  const trial = useTrial(problem, ownTests.list, language.id);
  const submitting = useSubmitting(problem);
  const [resultView, showResultView] = useState<ResultView>(submitting.submissionId ? 'submission' : 'tests');
  const [part, showPart] = useState<Part>('statement');
  const [jump, setJump] = useState<{ line: number }>();
  const diagnostics = useMarkers(draft.code, language.id, markerSources(trial, submitting));

  const begin = (view: ResultView, action: (code: string, language: string) => void) => () => {
    action(draft.code, language.id);
    showResultView(view);
    showPart('results');
  };
  const desk: Desk = {
    problem,
    languages,
    language,
    chooseLanguage: choose,
    draft,
    diagnostics,
    ownTests,
    trial,
    submitting,
    run: begin('run', trial.start),
    submit: begin('submission', submitting.start),
    resultView,
    showResultView,
    part,
    showPart,
    jump,
    jumpToLine: (line) => {
      showPart('code');
      setJump({ line });
    },
  };
  return <DeskContext value={desk}>{children}</DeskContext>;
}

function markerSources({ request, response }: Trial, { progress }: Submitting) {
  const view = progress?.view;
  return [
    request && response && { ...request, token: response, diagnostics: response.diagnostics },
    view?.verdict && { ...view, token: `${view.id} ${view.status}`, diagnostics: view.diagnostics ?? [] },
  ].map((source) => source || undefined);
}
