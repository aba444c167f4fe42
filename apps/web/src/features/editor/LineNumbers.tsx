/** Line numbers beside the plain editor; lines that a compiler complained about are marked. For the eye only. */
import type { Diagnostic } from '@letscode/core';
import { type Ref, useMemo } from 'react';

interface LineNumbersProps {
  text: string;
  diagnostics: readonly Diagnostic[];
  ref: Ref<HTMLDivElement>;
}

export function LineNumbers({ text, diagnostics, ref }: LineNumbersProps) {
  const count = useMemo(() => text.split('\n').length, [text]);
  const faulty = useMemo(
    () => new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ line }) => line)),
    [diagnostics],
  );
  return (
    <div
      ref={ref}
      aria-hidden
      className="min-w-11 shrink-0 overflow-hidden border-r border-line py-2.5 pr-2 text-right font-mono text-ink-faint select-none"
    >
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={faulty.has(index + 1) ? 'bg-bad-soft pl-1 font-bold text-bad' : 'pl-1'}>
          {index + 1}
        </div>
      ))}
      {/* Room for a horizontal scroll bar of the text. */}
      <div className="h-8" />
    </div>
  );
}
