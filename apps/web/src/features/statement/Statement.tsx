/** The problem as its author wrote it, its limits, and its samples. */
import 'katex/dist/katex.min.css';
import type { ProblemDetail } from '@letscode/core';
import { useMemo } from 'react';
import { useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import { DifficultyBadge, Tag } from '../../ui/VerdictLabel.js';
import { tagsAreOpen } from '../problems/filters.js';
import { StatusMark } from '../problems/StatusMark.js';
import { Attachments } from './Attachments.js';
import { LimitsLine } from './LimitsLine.js';
import { ProblemKindLine } from './ProblemKindLine.js';
import { renderMarkdown } from './renderMarkdown.js';
import { SampleInteractions } from './SampleInteractions.js';
import { Samples } from './Samples.js';
import { StatementLanguage } from './StatementLanguage.js';
import { useStatementIn } from './useStatementIn.js';

export function Statement({ problem: inDefaultLanguage }: { problem: ProblemDetail }) {
  const { showTags } = useSettings();
  const { problem, language, chooseLanguage } = useStatementIn(inDefaultLanguage);
  const html = useMemo(
    () => renderMarkdown(problem.statement, `/api/problems/${encodeURIComponent(problem.id)}/files/`),
    [problem.statement, problem.id],
  );
  return (
    <article className="px-5 pt-5 pb-10 sm:px-7">
      <h1 className="font-serif text-xl font-semibold tracking-tight">{problem.title}</h1>
      <div className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-1.5">
        {problem.difficulty && <DifficultyBadge difficulty={problem.difficulty} />}
        <StatusMark status={problem.userStatus ?? 'new'} />
        {tagsAreOpen(problem, showTags) && problem.tags.map((tag) => <Tag key={tag}>{tag}</Tag>)}
      </div>
      <LimitsLine limits={problem.limits} testCount={problem.testCount} />
      <ProblemKindLine problem={problem} />
      <StatementLanguage choices={problem.statementLanguages ?? []} language={language} onChange={chooseLanguage} />
      {/* Sanitised by renderMarkdown, the only source of this HTML. */}
      <div className="prose" lang={problem.statementLanguage} dangerouslySetInnerHTML={{ __html: html }} />
      <Samples samples={problem.samples} />
      <SampleInteractions interactions={problem.sampleInteractions ?? []} />
      <Attachments problemId={problem.id} attachments={problem.attachments ?? []} />
      <Credits problem={problem} />
    </article>
  );
}

function Credits({ problem: { author, source, license } }: { problem: ProblemDetail }) {
  const lines = [
    author && t('statement.author', { author }),
    source && t('statement.source', { source }),
    license && t('statement.license', { license }),
  ].filter(Boolean);
  if (lines.length === 0) return null;
  return <p className="mt-8 border-t border-line pt-3 text-xs text-ink-faint">{lines.join(' · ')}</p>;
}
