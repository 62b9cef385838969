const SPELLED_OUT: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  đ: 'd',
  ı: 'i',
};
const HANDLE = /^[\p{L}\p{M}\p{N}_-]+$/u;

/**
 * The part of an address made from a name: lower case, Latin letters without their marks, everything else than letters
 * and digits one hyphen. Other scripts keep their letters. Empty when the name has no letter and no digit.
 */
export function slugOf(name: string, maxLength = 80): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[ßæœøðþłđı]/g, (letter) => SPELLED_OUT[letter]!)
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  return Array.from(plain.replace(/^-+|-+$/g, ''))
    .slice(0, maxLength)
    .join('')
    .replace(/-+$/, '');
}

/**
 * The handle a cell means: lower case, otherwise as written when it can stand in an address, else its slug. Two cells
 * with the same handle mean the same product. Null when nothing usable is left.
 */
export function handleOf(cell: string): string | null {
  const text = cell.trim().normalize('NFC').toLowerCase();
  return (HANDLE.test(text) ? text : slugOf(text, 255)) || null;
}
