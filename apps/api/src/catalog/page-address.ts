import { ROUTES } from '@sidestall/contracts';

const PAGE = /^\/v1\/products(\/prd_[0-9a-hjkmnp-tv-z]{26})?\/?$/;
const OF_A_LIST = ['brand', 'stream', 'cursor', 'limit', 'drops'];
const OF_A_PRODUCT = ['stream', 'drops'];

/**
 * One address for all spellings of one page, null for what is no page of the catalog: the order of parameters and strange
 * ones make no difference, so that nobody can fill a cache with copies.
 */
export function pageAddress(url: string): string | null {
  const at = url.indexOf('?');
  const match = PAGE.exec(at < 0 ? url : url.slice(0, at));
  if (!match) return null;
  const [, product = ''] = match;
  const given = new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
  const asked: string[] = [];
  for (const name of product === '' ? OF_A_LIST : OF_A_PRODUCT) {
    const values = given.getAll(name);
    // Asked for twice, a parameter is the door's to judge.
    if (values.length > 1) return null;
    if (values.length === 1) asked.push(`${name}=${encodeURIComponent(values[0]!)}`);
  }
  return ROUTES.products + product + (asked.length > 0 ? `?${asked.join('&')}` : '');
}
