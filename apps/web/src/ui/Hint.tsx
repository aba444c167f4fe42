/** A tooltip: says more about a control that already has a name. Shown on hover and on keyboard focus. */
import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';

export function Hint({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip
        offset={6}
        className="max-w-72 rounded-md bg-ink px-2.5 py-1.5 text-xs font-medium text-paper shadow-pop"
      >
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
