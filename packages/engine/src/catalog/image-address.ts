/**
 * Where an image of a file lies: a full address as it is, a relative path below the given base. The base may itself be
 * a path on our API, such as `/media/`; then the host may change without touching a row.
 */
export function resolveImage(src: string, assetBaseUrl: string | null): string {
  if (assetBaseUrl === null || /^https?:/i.test(src)) return src;
  const path = src.split('/').map(encodeSegment).join('/');
  return `${assetBaseUrl.replace(/\/+$/, '')}/${path}`;
}

function encodeSegment(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment));
  } catch {
    return encodeURIComponent(segment);
  }
}

/** A stored address as others may use it anywhere. */
export const absoluteUrl = <T extends string | null>(url: T, apiUrl: string): T =>
  (url?.startsWith('/') ? `${apiUrl}${url}` : url) as T;
