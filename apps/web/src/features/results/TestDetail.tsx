/** One test in full: why it failed, as far as that can be said, and its texts. */
import type { ProblemDetail, TestResult } from '@letscode/core';
import { Lightbulb } from 'lucide-react';
import { t } from '../../strings/t.js';
import { ClippedText } from './ClippedText.js';
import { hintFor } from './hints.js';
import { KeepSample } from './KeepSample.js';
import { OutputComparison } from './OutputComparison.js';
import { Transcript } from './Transcript.js';

interface TestDetailProps {
  result: TestResult;
  limits: ProblemDetail['limits'] | undefined;
}

export function TestDetail({ result, limits }: TestDetailProps) {
  const { input, expected, stdout, stderr, name } = result;
  const hint = hintFor(result, limits);
  const facts = factsOf(result);
  return (
    <div className="space-y-3">
      {facts.length > 0 && <p className="wrap-anywhere text-ink-soft">{facts.join(' · ')}</p>}
      {hint && (
        <p className="flex items-start gap-2 rounded-md bg-limit-soft px-3 py-2 text-ink">
          <Lightbulb size={17} aria-hidden className="mt-0.5 shrink-0 text-limit" />
          {hint}
        </p>
      )}
      {result.transcript && <Transcript turns={result.transcript} />}
      {stdout === undefined && !result.transcript && (
        <p className="text-ink-faint">{t(input === undefined ? 'results.secret' : 'results.outputNotKept')}</p>
      )}
      {stdout !== undefined && !result.transcript && (
        <OutputComparison
          input={input}
          expected={expected}
          actual={stdout}
          verdict={result.verdict}
          name={fileName(name)}
        />
      )}
      {stderr !== undefined && stderr !== '' && (
        <div>
          <h3 className="eyebrow mb-1">{t('results.stderr')}</h3>
          <ClippedText text={stderr} name={`${fileName(name)}.err`} label={t('results.stderr')} />
        </div>
      )}
      {result.verdict !== 'Accepted' && <KeepSample name={name} />}
    </div>
  );
}

function fileName(testName: string): string {
  return testName.replace(/[^A-Za-z0-9_-]+/g, '-');
}

function factsOf({ message, exitCode, signal, violations }: TestResult): string[] {
  return [
    message,
    // The judge's message mostly says it already.
    !exitCode || message?.includes(`code ${exitCode}`) ? undefined : t('results.exit', { code: exitCode }),
    !signal || message?.includes(signal) ? undefined : t('results.signal', { signal }),
    ...(violations ?? []).map(({ syscall, detail }) =>
      syscall ? t('results.refusedCall', { syscall }) : t('results.violation', { detail }),
    ),
  ].filter((fact): fact is string => fact !== undefined && fact !== '');
}
