import type { WordKey } from '../words/catalog.ts';
import type { Words } from '../words/words.ts';

/** From here down the number itself is told. */
const FEW = 5;

/** What is said of stock: always the truth of the inventory, never louder than it. */
export function stockWords(words: Words, available: number | null): { text: string; tone: 'plain' | 'few' | 'none' } {
  const say = (key: WordKey) => words.t(key);
  if (available === null) return { text: say('stock.backOrder'), tone: 'plain' };
  if (available === 0) return { text: say('stock.soldOut'), tone: 'none' };
  if (available <= FEW) return { text: words.n('stock.left', available), tone: 'few' };
  return { text: say('stock.inStock'), tone: 'plain' };
}
