import type { Appearance } from '@stripe/stripe-js';
import { useEffect, useState } from 'react';

/** Name of the slot through which the page's own payment fields show inside the sheet. */
export const PAYMENT_SLOT = 'payment';

/**
 * A child of the element in the page's own document, shown inside the sheet by its slot: Stripe's fields must not stand
 * in a shadow root, and never in another frame of ours.
 */
export function usePaymentSlot(host: HTMLElement): HTMLElement | null {
  const [box, setBox] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const made = document.createElement('div');
    made.slot = PAYMENT_SLOT;
    host.append(made);
    setBox(made);
    return () => made.remove();
  }, [host]);
  return box;
}

/** A token's color as the page's own document can use it. */
function resolvedColor(root: ShadowRoot, name: string): string {
  const stall = root.querySelector('.stall');
  if (!stall) return '';
  const probe = document.createElement('span');
  probe.style.setProperty('color', `var(${name})`);
  stall.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Stripe's fields in the stall's colors. */
export function appearanceOf(root: ShadowRoot): Appearance {
  const color = (name: string) => resolvedColor(root, name);
  return {
    theme: 'stripe',
    variables: {
      colorPrimary: color('--st-accent-ink'),
      colorBackground: color('--st-surface'),
      colorText: color('--st-ink'),
      colorTextSecondary: color('--st-ink-soft'),
      colorTextPlaceholder: color('--st-ink-soft'),
      colorDanger: color('--st-bad'),
      fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
      fontSizeBase: '15px',
      spacingUnit: '4px',
      borderRadius: '8px',
    },
    rules: { '.Input': { border: `1px solid ${color('--st-line-strong')}`, boxShadow: 'none' } },
  };
}
