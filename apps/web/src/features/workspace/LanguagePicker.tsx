import { t } from '../../strings/t.js';
import { SelectField } from '../../ui/SelectField.js';
import { useDesk } from './Desk.js';

/** Languages that this server lacks are shown with what to install, and cannot be chosen. */
export function LanguagePicker() {
  const { languages, language, chooseLanguage } = useDesk();
  return (
    <SelectField
      label={t('editor.language')}
      labelHidden
      className="w-40 min-w-0"
      value={language.id}
      choices={languages.map(({ id, name, available, remedy }) => ({
        value: id,
        label: available
          ? name
          : remedy
            ? t('editor.unavailable', { name, remedy: shortened(remedy) })
            : t('editor.unavailableShort', { name }),
        isDisabled: !available,
        ...(remedy ? { title: remedy } : {}),
      }))}
      onChange={chooseLanguage}
    />
  );
}

const REMEDY_LENGTH = 80;

/** A remedy may quote a compiler at length; the picker has room for a line. */
function shortened(remedy: string): string {
  const line = remedy.trim().split('\n', 1)[0] ?? '';
  return line.length <= REMEDY_LENGTH ? line : `${line.slice(0, REMEDY_LENGTH - 1)}…`;
}
