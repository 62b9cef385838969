import { NAVY, paintCupMark } from '../drawing/brew-things.ts';
import type { Pictures } from './pictures.ts';

// A mark is flat and has few, heavy shapes: it is mostly seen 32 pixels wide.
const CREAM = '#fbf3e4';

export const logos: Pictures = {
  'logo-morrow-clay': (p) => {
    p.rect(0, 0, 800, 800, '#9a3f1e');
    p.path('M222 368a178 178 0 0 1 356 0z', '#f2b45c');
    p.path('M120 412H680C680 560 610 628 520 652V700H280V652C190 628 120 560 120 412z', CREAM);
  },
  'logo-hollinmoor': (p) => {
    p.rect(0, 0, 800, 800, '#1f5b4a');
    p.ellipse(400, 228, 84, 84, '#e8ad48');
    p.path('M130 120H260V430C350 330 450 330 540 430V120H670V680H540V590C450 490 350 490 260 590V680H130z', CREAM);
  },
  'logo-dritte-tasse': (p) => {
    p.rect(0, 0, 800, 800, NAVY);
    paintCupMark(p, 344, 394, 2.05, CREAM, NAVY);
  },
};
