/** Asks for the author's key, after the server has refused what was sent without. */
import { KeyRound } from 'lucide-react';
import { useId, useState } from 'react';
import { t } from '../../strings/t.js';
import { Button } from '../../ui/Button.js';
import { setAuthorKey } from './authorKey.js';

export function KeyForm() {
  const [key, setKey] = useState('');
  const id = useId();
  return (
    <form
      className="card space-y-2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        setAuthorKey(key.trim());
      }}
    >
      <h2 className="flex items-center gap-2 font-semibold">
        <KeyRound size={17} aria-hidden />
        {t('authoring.key.title')}
      </h2>
      <p className="text-ink-soft">{t('authoring.key.body')}</p>
      <label htmlFor={id} className="eyebrow block">
        {t('authoring.key.label')}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          type="password"
          autoComplete="off"
          className="field min-w-0 flex-1"
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" isDisabled={key.trim() === ''}>
          {t('authoring.key.use')}
        </Button>
      </div>
    </form>
  );
}
