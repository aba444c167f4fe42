import type { ProblemDetail } from '@letscode/core';
import { t } from '../../strings/t.js';
import { SelectField } from '../../ui/SelectField.js';

interface StatementLanguageProps {
  choices: NonNullable<ProblemDetail['statementLanguages']>;
  language: string;
  onChange: (language: string) => void;
}

/** Shown only where there is something to choose. */
export function StatementLanguage({ choices, language, onChange }: StatementLanguageProps) {
  if (choices.length < 2) return null;
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });
  return (
    <SelectField
      label={t('statement.language')}
      className="mb-4 w-48"
      value={language}
      choices={choices.map((choice) => ({
        value: choice.language,
        label: names.of(choice.language) ?? choice.language,
        title: choice.title,
      }))}
      onChange={onChange}
    />
  );
}
