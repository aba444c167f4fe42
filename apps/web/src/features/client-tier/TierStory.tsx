/** Who judged a submission, in one line beside its verdict. */
import { ArrowRight, Laptop, Server } from 'lucide-react';
import type { Progress } from '../../live/progress.js';
import { t } from '../../strings/t.js';
import { tierStoryOf } from './whoJudged.js';

export function TierStory({ progress }: { progress: Progress }) {
  const { ranBy, sentence, standing } = tierStoryOf(progress);
  return (
    <p
      className={`flex items-start gap-2 text-sm ${standing === 'overruled' ? 'font-medium text-limit' : 'text-ink-soft'}`}
    >
      <span aria-hidden className="mt-[3px] inline-flex shrink-0 items-center gap-0.5">
        {ranBy !== 'server' && <Laptop size={15} />}
        {ranBy === 'both' && <ArrowRight size={12} className="text-ink-faint" />}
        {ranBy !== 'browser' && <Server size={15} />}
      </span>
      {t(sentence)}
    </p>
  );
}
