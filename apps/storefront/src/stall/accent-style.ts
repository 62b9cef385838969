import { accentColors } from '@sidestall/ui';
import type { CSSProperties } from 'react';

/** Colors an element (of class `accented`) in a brand's accent, unless the page has set its own. */
export function accentStyle(hex: string | undefined): CSSProperties | undefined {
  const colors = hex ? accentColors(hex) : null;
  if (!colors) return undefined;
  return {
    '--brand-accent': colors.accent,
    '--brand-on-accent': colors.onAccent,
    '--brand-accent-ink': colors.accentInk,
  } as CSSProperties;
}
