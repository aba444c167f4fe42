import { Trash2 } from 'lucide-react';
import { useId } from 'react';
import { toast } from 'sonner';
import { t } from '../../strings/t.js';
import { IconButton } from '../../ui/IconButton.js';
import { useDesk } from '../workspace/Desk.js';
import type { OwnTest } from '../workspace/useOwnTests.js';

export function OwnTestForm({ test }: { test: OwnTest }) {
  const { ownTests } = useDesk();
  const id = useId();
  const remove = () => {
    const index = ownTests.list.indexOf(test);
    ownTests.remove(test.id);
    toast(t('tests.removed', { name: test.name }), {
      action: { label: t('app.undo'), onClick: () => ownTests.restore(test, index) },
    });
  };
  return (
    <div>
      <div className="mb-2 flex items-end gap-2">
        <div className="flex w-60 min-w-0 flex-col gap-1">
          <label htmlFor={`${id}name`} className="eyebrow">
            {t('tests.name')}
          </label>
          <input
            id={`${id}name`}
            className="field"
            maxLength={100}
            value={test.name}
            onChange={(event) => ownTests.change(test.id, { name: event.currentTarget.value })}
          />
        </div>
        <IconButton icon={Trash2} label={t('tests.remove', { name: test.name })} onPress={remove} />
      </div>
      <div className="grid gap-3 @lg:grid-cols-2">
        <Field
          id={`${id}input`}
          label={t('tests.input')}
          value={test.input}
          onChange={(input) => ownTests.change(test.id, { input })}
        />
        <Field
          id={`${id}expected`}
          label={t('tests.expected')}
          value={test.expected ?? ''}
          onChange={(expected) => ownTests.change(test.id, { expected: expected === '' ? undefined : expected })}
        />
      </div>
      <p className="mt-2 text-xs text-ink-faint">{t('tests.addHint')}</p>
    </div>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}

function Field({ id, label, value, onChange }: FieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="eyebrow">
        {label}
      </label>
      <textarea
        id={id}
        className="field"
        rows={5}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
