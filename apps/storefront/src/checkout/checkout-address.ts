/** What the page that pays is told in its address; the cart itself stands behind the hash. */
export interface CheckoutAddress {
  readonly slug: string;
  readonly locale: string;
}

/** The page that pays, seen from a part of the widget, which our own server hands out two folders below it. */
export function checkoutPage(part: string, { slug, locale }: CheckoutAddress): string {
  const page = new URL(`../../checkout/${encodeURIComponent(slug)}`, part);
  page.searchParams.set('locale', locale);
  return page.href;
}

/** Reads that address; null where it names no show. */
export function readCheckoutPage(address: string): CheckoutAddress | null {
  const { pathname, searchParams } = new URL(address);
  const slug = /^\/checkout\/([^/]+)\/?$/.exec(pathname)?.[1];
  if (!slug) return null;
  try {
    return { slug: decodeURIComponent(slug), locale: searchParams.get('locale') ?? '' };
  } catch {
    return null;
  }
}
