import type { Brand } from './card-rules.ts';
import { svg } from './dom.ts';

const WORDMARK = { 'font-family': 'Arial, Helvetica, sans-serif', 'text-anchor': 'middle' };

function plate(fill: string, ...children: SVGElement[]): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 16', width: '24', height: '16', 'aria-hidden': 'true', class: 'BrandIcon' },
    svg('rect', { width: '24', height: '16', rx: '2', fill }),
    ...children,
    svg('rect', {
      x: '0.25',
      y: '0.25',
      width: '23.5',
      height: '15.5',
      rx: '1.9',
      fill: 'none',
      stroke: '#000',
      'stroke-opacity': '0.12',
      'stroke-width': '0.5',
    }),
  );
}

function words(text: string, y: string, size: string, fill: string, more: Record<string, string> = {}): SVGElement {
  return svg('text', { ...WORDMARK, x: '12', y, 'font-size': size, fill, 'font-weight': '700', ...more }, text);
}

const ICONS: Record<Brand, () => SVGElement> = {
  visa: () =>
    plate(
      '#fff',
      words('VISA', '10.6', '7.6', '#1434cb', { 'font-style': 'italic', 'font-weight': '800', textLength: '17' }),
    ),
  mastercard: () =>
    plate(
      '#fff',
      svg('circle', { cx: '9.4', cy: '8', r: '4.7', fill: '#eb001b' }),
      svg('circle', { cx: '14.6', cy: '8', r: '4.7', fill: '#f79e1b' }),
      svg('path', { d: 'M12 4.1a4.7 4.7 0 0 1 0 7.8 4.7 4.7 0 0 1 0-7.8z', fill: '#ff5f00' }),
    ),
  amex: () => plate('#016fd0', words('AMEX', '10.4', '6.4', '#fff', { textLength: '18' })),
  discover: () =>
    plate(
      '#fff',
      words('DISCOVER', '9.6', '4', '#231f20', { textLength: '19' }),
      svg('path', { d: 'M9 16h13a2 2 0 0 0 2-2v-3.4C20 13.3 14.5 15.2 9 16z', fill: '#f48120' }),
    ),
  diners: () =>
    plate(
      '#fff',
      svg('circle', { cx: '12', cy: '8', r: '5.4', fill: '#0079be' }),
      svg('path', { d: 'M10.6 4.8v6.4a3.5 3.5 0 0 1 0-6.4zm2.8 6.4V4.8a3.5 3.5 0 0 1 0 6.4z', fill: '#fff' }),
    ),
  jcb: () => plate('#fff', words('JCB', '10.8', '7.4', '#0e4c96')),
  unionpay: () => plate('#02798b', words('UnionPay', '9.7', '4.4', '#fff', { textLength: '18' })),
  unknown: () =>
    plate(
      '#e6ebf1',
      svg('rect', { x: '3', y: '5', width: '4', height: '3', rx: '0.7', fill: '#aab7c4' }),
      svg('path', { d: 'M3 11h11M16.5 11H21', stroke: '#aab7c4', 'stroke-width': '1.2', 'stroke-linecap': 'round' }),
    ),
};

export function brandIcon(brand: Brand): SVGElement {
  return ICONS[brand]();
}

/** The little card that shows where the security code stands. */
export function cvcIcon(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 24 16', width: '24', height: '16', 'aria-hidden': 'true', class: 'BrandIcon' },
    svg('rect', {
      x: '0.5',
      y: '0.5',
      width: '23',
      height: '15',
      rx: '2',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-opacity': '0.45',
    }),
    svg('rect', { x: '0.5', y: '3.2', width: '23', height: '2.6', fill: 'currentColor', 'fill-opacity': '0.45' }),
    svg('rect', {
      x: '12.5',
      y: '8.2',
      width: '8.5',
      height: '4.6',
      rx: '2.3',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-opacity': '0.7',
    }),
    svg('path', {
      d: 'M14.6 10.5h.01M16.75 10.5h.01M18.9 10.5h.01',
      stroke: 'currentColor',
      'stroke-width': '1.3',
      'stroke-linecap': 'round',
    }),
  );
}
