/** Ctrl+Enter runs, Ctrl+Shift+Enter submits, wherever the focus is; Command on a Mac. Caught before Monaco sees them. */
import { useEffect, useRef } from 'react';
import { useDesk } from './Desk.js';

export function useShortcuts(): void {
  const desk = useDesk();
  const latest = useRef(desk);
  latest.current = desk;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) latest.current.submit();
      else latest.current.run();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
}
