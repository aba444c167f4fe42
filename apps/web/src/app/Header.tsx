import { Link, NavLink } from 'react-router';
import { t } from '../strings/t.js';
import { Wordmark } from '../ui/Wordmark.js';
import { ConnectionBadge } from './ConnectionBadge.js';
import { ProfilePopover } from './ProfilePopover.js';

const navClass =
  'inline-flex h-full items-center border-b-2 border-transparent px-1 font-medium max-[389px]:px-0.5 max-[389px]:text-sm min-[460px]:px-2.5 text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink -outline-offset-2';

export function Header() {
  return (
    <header className="flex h-13 shrink-0 items-center gap-1.5 border-b border-line bg-surface px-2 max-[389px]:gap-1 max-[389px]:px-1 min-[460px]:gap-3 min-[460px]:px-3 sm:gap-6 sm:px-5">
      <Link to="/" aria-label={t('nav.home')} className="flex min-h-8 items-center rounded-sm">
        <Wordmark />
      </Link>
      <nav aria-label={t('nav.main')} className="flex h-full min-w-0 overflow-x-auto [scrollbar-width:none]">
        <NavLink to="/" end className={navClass}>
          {t('nav.problems')}
        </NavLink>
        <NavLink to="/submissions" className={navClass}>
          {t('nav.submissions')}
        </NavLink>
        <NavLink to="/authoring" className={navClass}>
          {t('nav.authoring')}
        </NavLink>
      </nav>
      <div className="ml-auto flex items-center gap-1">
        <ConnectionBadge />
        <ProfilePopover />
      </div>
    </header>
  );
}
