import { Inbox, SearchX } from 'lucide-react';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useProblems } from '../../api/queries.js';
import { changeSettings, useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { ErrorNotice, Notice, Skeleton } from '../../ui/Notice.js';
import { useMediaQuery } from '../../ui/useMediaQuery.js';
import { usePageTitle } from '../../ui/usePageTitle.js';
import { FilterBar } from './FilterBar.js';
import { applyFilters, type Filters, filtersOfSearch, isFiltered, searchOfFilters } from './filters.js';
import { ProblemCards, ProblemTable } from './ProblemTable.js';
import { ProgressMeter } from './ProgressMeter.js';

export default function ProblemListPage() {
  usePageTitle(undefined);
  const [search, setSearch] = useSearchParams();
  const { data: problems, error, refetch } = useProblems();
  const filters = useMemo(() => filtersOfSearch(search), [search]);
  const tags = useMemo(
    () => [...new Set((problems ?? []).flatMap((problem) => problem.tags))].sort((a, b) => a.localeCompare(b)),
    [problems],
  );
  const change = (part: Partial<Filters>) =>
    setSearch(searchOfFilters({ ...filters, ...part }), { replace: 'text' in part, preventScrollReset: true });

  return (
    <div className="mx-auto max-w-6xl px-4 py-6 sm:px-6 sm:py-9">
      <div className="mb-5 flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <h1 className="font-serif text-2xl font-semibold tracking-tight">{t('problems.title')}</h1>
        {problems && problems.length > 0 && <ProgressMeter problems={problems} />}
      </div>
      {error && !problems && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!error && !problems && <Skeleton rows={9} />}
      {problems?.length === 0 && (
        <Notice icon={Inbox} title={t('problems.empty.title')} body={t('problems.empty.body')} />
      )}
      {problems && problems.length > 0 && (
        <>
          <FilterBar filters={filters} tags={tags} onChange={change} />
          <FilteredList problems={problems} filters={filters} onClear={() => setSearch({})} />
        </>
      )}
    </div>
  );
}

interface FilteredListProps {
  problems: Parameters<typeof applyFilters>[0];
  filters: Filters;
  onClear: () => void;
}

function FilteredList({ problems, filters, onClear }: FilteredListProps) {
  const { showTags } = useSettings();
  const wide = useMediaQuery('(min-width: 820px)');
  const shown = useMemo(() => applyFilters(problems, filters, showTags), [problems, filters, showTags]);
  const List = wide ? ProblemTable : ProblemCards;
  if (shown.length === 0) {
    return (
      <Notice icon={SearchX} title={t('problems.noMatch.title')} body={t('problems.noMatch.body')}>
        <Button onPress={onClear}>{t('problems.clear')}</Button>
      </Notice>
    );
  }
  return (
    <>
      <div className="mt-4 mb-2.5 flex min-h-8 flex-wrap items-center gap-x-3 text-ink-faint">
        <span>{t('problems.count', { n: shown.length })}</span>
        {isFiltered(filters) && (
          <Button variant="quiet" onPress={onClear}>
            {t('problems.clear')}
          </Button>
        )}
        <label className="check ml-auto text-ink-soft">
          <input
            type="checkbox"
            checked={showTags}
            onChange={(event) => changeSettings({ showTags: event.currentTarget.checked })}
          />
          {t('problems.showTags')}
        </label>
      </div>
      <List problems={shown} showTags={showTags} />
    </>
  );
}
