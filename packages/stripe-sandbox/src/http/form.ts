/** A decoded request body: what `a[b][0]=c` means before any parameter has been given a type. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type FormHash = { [key: string]: FormValue };

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Decodes Stripe's form encoding: `a[b]=c` nests, `a[]=c` and `a[0]=c` build lists, a later scalar wins over an earlier
 * one. Keys that would reach an object's prototype are dropped. Never throws: malformed percent signs stay as they are.
 */
export function parseForm(encoded: string): FormHash {
  const root: FormHash = Object.create(null) as FormHash;
  for (const pair of encoded.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const key = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decode(pair.slice(at + 1));
    assign(root, pathOf(key), value);
  }
  return normalize(root) as FormHash;
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

function pathOf(key: string): string[] {
  const open = key.indexOf('[');
  if (open <= 0 || !key.endsWith(']')) return [key];
  return [key.slice(0, open), ...key.slice(open + 1, -1).split('][')];
}

function assign(root: FormHash, path: string[], value: string): void {
  if (path.some((part) => FORBIDDEN.has(part)) || path.length > 12) return;
  let at: FormHash = root;
  path.forEach((part, index) => {
    const key = part === '' ? `${Object.keys(at).length}` : part;
    if (index === path.length - 1) {
      at[key] = value;
      return;
    }
    const next = at[key];
    if (typeof next === 'object' && !Array.isArray(next)) {
      at = next;
    } else {
      const fresh = Object.create(null) as FormHash;
      at[key] = fresh;
      at = fresh;
    }
  });
}

/** Hashes whose keys are 0, 1, 2 … are lists: only the whole body tells, so lists are recognized at the end. */
function normalize(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  const entries = keys.map((key): [string, FormValue] => [key, normalize(value[key] as FormValue)]);
  const isList = keys.length > 0 && keys.every((key, index) => key === `${index}`);
  return isList ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}
