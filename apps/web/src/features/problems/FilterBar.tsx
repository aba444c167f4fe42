import type { Difficulty } from '@letscode/core';
import { Search } from 'lucide-react';
import { t } from '../../strings/t.js';
import { SelectField } from '../../ui/SelectField.js';
import { DIFFICULTIES, type Filters, SORTS, STATUSES } from './filters.js';

interface FilterBarProps {
  filters: Filters;
  /** Tags of all problems, sorted. */
  tags: readonly string[];
  onChange: (change: Partial<Filters>) => void;
}

const any = { value: '', label: t('problems.any') } as const;

export function FilterBar({ filters, tags, onChange }: FilterBarProps) {
  return (
    <search className="grid grid-cols-2 items-end gap-3 md:flex md:flex-wrap">
      <div className="col-span-2 flex min-w-0 flex-col gap-1 md:min-w-56 md:flex-1">
        <label htmlFor="problem-search" className="eyebrow">
          {t('problems.search')}
        </label>
        <div className="relative">
          <Search
            size={16}
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-faint"
          />
          <input
            id="problem-search"
            type="search"
            className="field w-full pl-8!"
            value={filters.text}
            onChange={(event) => onChange({ text: event.currentTarget.value })}
          />
        </div>
      </div>
      <SelectField
        label={t('problems.status')}
        className="md:w-32"
        value={filters.status ?? ''}
        choices={[any, ...STATUSES.map((value) => ({ value, label: t(`userStatus.${value}`) }))]}
        onChange={(value) => onChange({ status: value || undefined })}
      />
      <SelectField
        label={t('problems.difficulty')}
        className="md:w-32"
        value={filters.difficulty ?? ''}
        choices={[any, ...DIFFICULTIES.map((value) => ({ value, label: t(`difficulty.${value}`) }))]}
        onChange={(value) => onChange({ difficulty: (value || undefined) as Difficulty | undefined })}
      />
      <SelectField
        label={t('problems.tag')}
        className="md:w-40"
        value={filters.tag ?? ''}
        choices={[any, ...tags.map((value) => ({ value, label: value }))]}
        onChange={(value) => onChange({ tag: value || undefined })}
      />
      <SelectField
        label={t('problems.sort')}
        className="md:w-48"
        value={filters.sort}
        choices={SORTS.map((value) => ({ value, label: t(`problems.sort.${value}`) }))}
        onChange={(sort) => onChange({ sort })}
      />
    </search>
  );
}
