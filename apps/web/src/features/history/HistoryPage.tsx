import { PRECEDENCE } from '@letscode/core';
import { History, SearchX } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { useHistory, useLanguages, useProblems } from '../../api/queries.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { ErrorNotice, Notice, Skeleton } from '../../ui/Notice.js';
import { SelectField } from '../../ui/SelectField.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import {
  type HistoryFilters,
  historyFiltersOfSearch,
  matchesVerdict,
  searchOfHistoryFilters,
} from './historyFilters.js';
import { SubmissionList } from './SubmissionList.js';

export default function HistoryPage() {
  usePageTitle(t('history.title'));
  const [search, setSearch] = useSearchParams();
  const filters = historyFiltersOfSearch(search);
  const history = useHistory(filters.problemId);
  return (
    <div className="mx-auto max-w-5xl px-4 py-6 sm:px-6 sm:py-9">
      <h1 className="mb-5 font-serif text-2xl font-semibold tracking-tight">{t('history.title')}</h1>
      <FilterRow filters={filters} onChange={(next) => setSearch(searchOfHistoryFilters(next))} />
      {history.error && !history.data && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {!history.error && !history.data && <Skeleton rows={8} />}
      {history.data && <Found history={history} filters={filters} onClear={() => setSearch({})} />}
    </div>
  );
}

const all = { value: '', label: t('history.all') } as const;

function FilterRow({ filters, onChange }: { filters: HistoryFilters; onChange: (next: HistoryFilters) => void }) {
  const { data: problems = [] } = useProblems();
  const listed = problems.map(({ id, title }) => ({ value: id, label: title }));
  const { problemId } = filters;
  if (problemId && !listed.some(({ value }) => value === problemId))
    listed.push({ value: problemId, label: problemId });
  return (
    <search className="mb-4 grid grid-cols-2 gap-3 sm:flex">
      <SelectField
        label={t('history.verdict')}
        className="sm:w-56"
        value={filters.verdict ?? ''}
        choices={[
          all,
          { value: 'open', label: t('history.open') },
          ...PRECEDENCE.filter((verdict) => verdict !== 'Skipped').map((value) => ({ value, label: value })),
        ]}
        onChange={(value) => onChange({ ...filters, verdict: (value || undefined) as HistoryFilters['verdict'] })}
      />
      <SelectField
        label={t('history.problem')}
        className="sm:w-56"
        value={problemId ?? ''}
        choices={[all, ...listed]}
        onChange={(value) => onChange({ ...filters, problemId: value || undefined })}
      />
    </search>
  );
}

interface FoundProps {
  history: ReturnType<typeof useHistory>;
  filters: HistoryFilters;
  onClear: () => void;
}

function Found({ history, filters, onClear }: FoundProps) {
  const { data: problems = [] } = useProblems();
  const { data: languages = [] } = useLanguages();
  const all = history.data ?? [];
  const shown = all.filter((submission) => matchesVerdict(submission, filters.verdict));
  if (all.length === 0 && !filters.problemId) {
    return (
      <Notice icon={History} title={t('history.empty.title')} body={t('history.empty.body')}>
        <Link to="/" className="btn" data-variant="primary">
          {t('notFound.back')}
        </Link>
      </Notice>
    );
  }
  return (
    <>
      {shown.length === 0 ? (
        <Notice icon={SearchX} title={t('history.noMatch.title')} body={t('problems.noMatch.body')}>
          <Button onPress={onClear}>{t('problems.clear')}</Button>
        </Notice>
      ) : (
        <div className="card overflow-hidden">
          <SubmissionList
            submissions={shown}
            titles={new Map(problems.map(({ id, title }) => [id, title]))}
            languageNames={new Map(languages.map(({ id, name }) => [id, name]))}
          />
        </div>
      )}
      {history.hasNextPage && (
        <div className="pt-4 text-center">
          <Button onPress={() => void history.fetchNextPage()}>{t('history.older')}</Button>
        </div>
      )}
    </>
  );
}
