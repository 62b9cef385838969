import { useEffect, useRef } from 'react';

/** A key and what it does, for the host and for the list of shortcuts. */
export interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
  readonly shownAs?: readonly string[];
  /** `key` is the one that was pressed; false leaves it to the browser. */
  run(key: string): boolean | void;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Listens for single keys while no field, menu or dialog has the keyboard. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]'))
        return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const shortcut = latest.current.find((entry) => entry.keys.includes(key));
      if (shortcut && shortcut.run(key) !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
