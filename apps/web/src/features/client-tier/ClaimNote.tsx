/** What became of this browser's own look at the samples: beside the server's verdict, in words. */
import type { ClientResult } from '@letscode/core';
import { Laptop } from 'lucide-react';
import { words } from './words.js';

export function ClaimNote({ claim }: { claim: ClientResult | undefined }) {
  if (!claim) return null;
  return (
    <p className="mb-3 inline-flex items-center gap-1.5 text-sm text-ink-soft">
      <Laptop size={15} aria-hidden />
      {words[claimWord(claim)]}
    </p>
  );
}

function claimWord({ passed, state }: ClientResult): keyof typeof words {
  if (state === 'disagreed') return 'claim.disagreed';
  if (!passed) return 'claim.failed';
  return state === 'agreed' ? 'claim.agreed' : 'claim.checking';
}
