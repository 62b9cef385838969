const LOW = 5;

export interface StockWords {
  readonly text: string;
  readonly tone: 'plain' | 'low' | 'none';
}

/** How much is left, in words; null means the brand sells on back order. */
export function stockWords(available: number | null): StockWords {
  if (available === null) return { text: 'On back order', tone: 'plain' };
  if (available === 0) return { text: 'Sold out', tone: 'none' };
  return {
    text: available <= LOW ? `Only ${available} left` : `${available} in stock`,
    tone: available <= LOW ? 'low' : 'plain',
  };
}

export const STOCK_TONES = { plain: 'text-soft', low: 'text-warn', none: 'text-bad' } as const;
