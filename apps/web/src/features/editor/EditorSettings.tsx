import { Settings2 } from 'lucide-react';
import { changeSettings, type Settings, useSettings } from '../../settings/settings.js';
import { t } from '../../strings/t.js';
import { PopoverButton } from '../../ui/PopoverButton.js';
import { SelectField } from '../../ui/SelectField.js';

const FONT_SIZES = [12, 13, 14, 15, 16, 18, 20, 24];
const TAB_SIZES = [2, 4, 8] as const;

export function EditorSettings() {
  const { editor, fontSize, tabSize, wrap } = useSettings();
  return (
    <PopoverButton label={t('editor.settings')} iconOnly content={<Settings2 size={17} aria-hidden />}>
      <div className="grid w-60 grid-cols-2 gap-3">
        <SelectField
          label={t('editor.kind')}
          className="col-span-2"
          value={editor}
          choices={(['auto', 'monaco', 'plain'] as const).map((value) => ({ value, label: t(`editor.kind.${value}`) }))}
          onChange={(value: Settings['editor']) => changeSettings({ editor: value })}
        />
        <SelectField
          label={t('editor.fontSize')}
          value={String(fontSize)}
          choices={FONT_SIZES.map((size) => ({ value: String(size), label: `${size} px` }))}
          onChange={(value) => changeSettings({ fontSize: Number(value) })}
        />
        <SelectField
          label={t('editor.tabSize')}
          value={String(tabSize)}
          choices={TAB_SIZES.map((size) => ({ value: String(size), label: String(size) }))}
          onChange={(value) => changeSettings({ tabSize: Number(value) as Settings['tabSize'] })}
        />
        <label className="check col-span-2">
          <input
            type="checkbox"
            checked={wrap}
            onChange={(event) => changeSettings({ wrap: event.currentTarget.checked })}
          />
          {t('editor.wrap')}
        </label>
      </div>
    </PopoverButton>
  );
}
