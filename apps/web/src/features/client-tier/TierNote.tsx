/** Who ran it: said beside the verdict, in words. */
import { CloudOff, Laptop, Server } from 'lucide-react';
import type { RunTier } from './runTests.js';
import { words } from './words.js';

const ICONS = { browser: Laptop, server: Server, unconfirmed: CloudOff };

export function TierNote({ tier }: { tier: RunTier }) {
  const Icon = ICONS[tier];
  return (
    <span
      className={`inline-flex items-center gap-1.5 text-sm ${tier === 'unconfirmed' ? 'font-medium text-limit' : 'text-ink-soft'}`}
      title={words[`${tier}.more`]}
    >
      <Icon size={15} aria-hidden />
      {words[tier]}
    </span>
  );
}
