const MAX_DEPTH = 32;

export interface Flaw {
  readonly path: string;
  readonly message: string;
}

/**
 * What is wrong with a body, query or set of path parameters whatever they mean, or null. Nesting is bounded because
 * what reads a value further on recurses; text that is not Unicode, or holds U+0000, has no place in PostgreSQL.
 */
export function flawOf(value: unknown): Flaw | null {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const flaw = (message: string): Flaw => ({ path: next!.path.slice(0, 4).join('.'), message });
    if (typeof next.value === 'string' && isOdd(next.value)) return flaw('must be Unicode text without U+0000');
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.path.length === MAX_DEPTH) return flaw(`must not be nested deeper than ${MAX_DEPTH} levels`);
    for (const [key, inner] of Object.entries(next.value)) {
      if (isOdd(key)) return flaw('must have names in Unicode without U+0000');
      waiting.push({ value: inner, path: [...next.path, key] });
    }
  }
  return null;
}

const isOdd = (text: string): boolean => text.includes('\0') || /\p{Surrogate}/u.test(text);
