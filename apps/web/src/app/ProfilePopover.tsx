/** Who this browser is, and how it likes to look. */
import { CircleUserRound } from 'lucide-react';
import { userId } from '../identity/userId.js';
import { t } from '../strings/t.js';
import { CopyButton } from '../ui/CopyButton.js';
import { PopoverButton } from '../ui/PopoverButton.js';
import { ThemeSwitch } from './ThemeSwitch.js';

export function ProfilePopover() {
  return (
    <PopoverButton label={t('profile.title')} iconOnly content={<CircleUserRound size={19} aria-hidden />}>
      <div className="space-y-4">
        <div>
          <h2 className="eyebrow mb-1.5">{t('theme.label')}</h2>
          <ThemeSwitch />
        </div>
        <div className="border-t border-line pt-3">
          <h2 className="eyebrow">{t('profile.id')}</h2>
          <div className="flex items-center gap-1">
            <code className="min-w-0 flex-1 font-mono text-xs wrap-anywhere">{userId()}</code>
            <CopyButton text={userId()} label={t('profile.copy')} />
          </div>
          <p className="mt-1 text-xs text-ink-faint">{t('profile.body')}</p>
        </div>
      </div>
    </PopoverButton>
  );
}
