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
            ? t('editor.unavailable', { name, remedy })
            : t('editor.unavailableShort', { name }),
        isDisabled: !available,
      }))}
      onChange={chooseLanguage}
    />
  );
}
