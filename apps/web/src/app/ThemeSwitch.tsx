/** Light, dark, or as the system says. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { changeSettings, type Settings, useSettings } from '../settings/settings.js';
import { t } from '../strings/t.js';

const choices = [
  { theme: 'light', icon: Sun },
  { theme: 'system', icon: Monitor },
  { theme: 'dark', icon: Moon },
] as const satisfies { theme: Settings['theme']; icon: typeof Sun }[];

export function ThemeSwitch() {
  const { theme } = useSettings();
  return (
    <ToggleButtonGroup
      aria-label={t('theme.label')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[theme]}
      onSelectionChange={([key]) => changeSettings({ theme: key as Settings['theme'] })}
      className="flex gap-1"
    >
      {choices.map(({ theme: id, icon: Icon }) => (
        <ToggleButton
          key={id}
          id={id}
          className="inline-flex min-h-8 flex-1 items-center justify-center gap-2 rounded-md border border-line px-3 text-ink-soft data-hovered:bg-sunken data-selected:border-accent data-selected:bg-accent-soft data-selected:font-semibold data-selected:text-ink"
        >
          <Icon size={16} aria-hidden />
          {t(`theme.${id}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
