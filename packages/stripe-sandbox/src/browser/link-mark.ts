import { svg } from './dom.ts';

/** The wallet's name as a word beside an arrow; drawn, so that no picture has to be loaded. */
export function linkMark(): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 64 22', width: '58', height: '20', 'aria-hidden': 'true' },
    svg('circle', { cx: '11', cy: '11', r: '9', fill: '#011e0f' }),
    svg('path', {
      d: 'M9.5 6.5c.4 2 1.6 3.5 3.4 4.5-1.8 1-3 2.5-3.4 4.5',
      fill: 'none',
      stroke: '#00d66f',
      'stroke-width': '2.6',
    }),
    svg(
      'text',
      {
        x: '24',
        y: '17',
        direction: 'ltr',
        'font-family': 'system-ui, -apple-system, "Segoe UI", sans-serif',
        'font-size': '18',
        'font-weight': '650',
        fill: '#011e0f',
      },
      'link',
    ),
  );
}
