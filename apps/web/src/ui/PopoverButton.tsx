/** A button that opens a small panel beside itself. */
import type { ReactNode } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from './Button.js';

interface PopoverButtonProps {
  /** Accessible name of the button and title of the panel. */
  label: string;
  /** What the button shows; an icon alone makes it square. */
  content: ReactNode;
  iconOnly?: boolean;
  children: ReactNode;
}

export function PopoverButton({ label, content, iconOnly = false, children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      <Button variant="quiet" icon={iconOnly} aria-label={label}>
        {content}
      </Button>
      <Popover className="popover" offset={6} placement="bottom end">
        <Dialog aria-label={label} className="outline-none">
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
