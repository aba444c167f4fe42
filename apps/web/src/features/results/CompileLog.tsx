/** What the compiler said: its messages by line where they could be read, and its words as they were. */
import type { CompileResult, Diagnostic } from '@letscode/core';
import { t } from '../../strings/t.js';
import { ClippedText } from './ClippedText.js';
import { stripAnsi } from './stripAnsi.js';

interface CompileLogProps {
  compile: CompileResult | null | undefined;
  diagnostics: readonly Diagnostic[];
  onJump?: (line: number) => void;
}

const colours = { error: 'text-bad', warning: 'text-limit', note: 'text-idle' } as const;

export function CompileLog({ compile, diagnostics, onJump }: CompileLogProps) {
  const log = compile ? stripAnsi(compile.output).trim() : '';
  if (!compile || (compile.ok && log === '')) return null;
  return (
    <details open={!compile.ok} className="space-y-2">
      <summary className="inline-flex min-h-6 items-center font-semibold text-ink-soft">
        {t(compile.ok ? 'results.compileNote' : 'results.compileLog')}
      </summary>
      {diagnostics.length > 0 && (
        <ul className="space-y-0.5">
          {diagnostics.slice(0, 20).map((diagnostic, index) => (
            <li key={index} className="flex items-baseline gap-3">
              <DiagnosticLine diagnostic={diagnostic} onJump={onJump} />
            </li>
          ))}
        </ul>
      )}
      <ClippedText text={log} name="compiler.txt" label={t('results.compileLog')} />
    </details>
  );
}

function DiagnosticLine({ diagnostic, onJump }: { diagnostic: Diagnostic; onJump: CompileLogProps['onJump'] }) {
  const { line, severity, message } = diagnostic;
  return (
    <>
      {line !== undefined &&
        (onJump ? (
          <button type="button" className="link min-h-6 shrink-0 font-medium" onClick={() => onJump(line)}>
            {t('results.line', { line })}
          </button>
        ) : (
          <span className="shrink-0 font-medium text-ink-soft">{t('results.line', { line })}</span>
        ))}
      <span className="min-w-0 wrap-anywhere">
        <span className={`font-semibold ${colours[severity]}`}>{severity}</span> {message}
      </span>
    </>
  );
}
