/** Expected and actual output side by side; what differs is underlined, and white space can be made visible. */
import type { Verdict } from '@letscode/core';
import { useMemo, useState } from 'react';
import { t } from '../../strings/t.js';
import { ClippedText, SHOWN_LENGTH } from './ClippedText.js';
import { diffOutputs, type Piece, showInvisible } from './tokenDiff.js';

interface OutputComparisonProps {
  input: string | undefined;
  /** Without it there is nothing to compare with. */
  expected: string | undefined;
  actual: string;
  verdict: Verdict;
  /** For file names. */
  name: string;
}

export function OutputComparison({ input, expected, actual, verdict, name }: OutputComparisonProps) {
  const failed = verdict === 'Wrong Answer' || verdict === 'Presentation Error';
  const [invisible, setInvisible] = useState(failed);
  const diff = useMemo(
    () => diffOutputs((expected ?? actual).slice(0, SHOWN_LENGTH), actual.slice(0, SHOWN_LENGTH)),
    [expected, actual],
  );
  const show = invisible ? showInvisible : (text: string) => text;
  // Where the checker is content, other words are no fault.
  const marked = verdict !== 'Accepted';
  return (
    <div className="@container">
      <div className="grid gap-3 @md:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
        {input !== undefined && (
          <Side title={t('results.input')} text={input} file={`${name}.in`}>
            {show(input.slice(0, SHOWN_LENGTH))}
          </Side>
        )}
        {expected !== undefined && (
          <Side title={t('results.expected')} text={expected} file={`${name}.ans`}>
            <Pieces pieces={diff.expected} show={show} tone={marked ? 'ok' : undefined} />
          </Side>
        )}
        <Side title={t('results.output')} text={actual} file={`${name}.out`}>
          <Pieces pieces={diff.actual} show={show} tone={marked ? 'bad' : undefined} />
        </Side>
      </div>
      <label className="check mt-1 text-xs text-ink-soft">
        <input type="checkbox" checked={invisible} onChange={(event) => setInvisible(event.currentTarget.checked)} />
        {t('results.invisible')}
        {expected !== undefined && marked && !diff.same && <span> · {t('results.different')}</span>}
      </label>
    </div>
  );
}

function Side({
  title,
  text,
  file,
  children,
}: {
  title: string;
  text: string;
  file: string;
  children: React.ReactNode;
}) {
  return (
    <div className="min-w-0">
      <h3 className="eyebrow mb-1">{title}</h3>
      <ClippedText text={text} name={file} label={title}>
        {text === '' ? undefined : children}
      </ClippedText>
    </div>
  );
}

const tones = {
  ok: 'bg-ok-soft text-ok decoration-dotted',
  bad: 'bg-bad-soft text-bad decoration-wavy',
};

interface PiecesProps {
  pieces: Piece[];
  show: (text: string) => string;
  tone?: 'ok' | 'bad' | undefined;
}

function Pieces({ pieces, show, tone }: PiecesProps) {
  return pieces.map(({ text, differs }, index) => {
    if (!differs || !tone) return <span key={index}>{show(text)}</span>;
    // The white space that follows a word belongs to it in the comparison; the mark covers the word alone.
    const word = text.trim() === '' ? text : text.trimEnd();
    return (
      <span key={index}>
        <mark className={`rounded-[2px] underline underline-offset-2 ${tones[tone]}`}>{show(word)}</mark>
        {show(text.slice(word.length))}
      </span>
    );
  });
}
