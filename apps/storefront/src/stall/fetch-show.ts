import type { StreamView } from '@sidestall/contracts';
import { fillPath, SHOW_ROUTES } from '@sidestall/contracts/show-routes';

const TIMEOUT_MS = 15_000;

/** Asks for a show. `missing` where there is none of that name, `failed` where the shop gives no answer to be used. */
export async function fetchShow(apiUrl: string, slug: string): Promise<StreamView | 'missing' | 'failed'> {
  try {
    const answer = await fetch(apiUrl.replace(/\/+$/, '') + fillPath(SHOW_ROUTES.stream, { slug }), {
      credentials: 'omit',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.status === 404) return 'missing';
    return answer.ok ? ((await answer.json()) as StreamView) : 'failed';
  } catch {
    return 'failed';
  }
}
