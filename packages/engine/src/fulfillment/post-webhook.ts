import { checkEndpointUrl, isAllowedPrivately } from './endpoint-address.ts';
import { OnePost } from './transport/one-post.ts';
import type { PostLimits, PostPhases, PostRequest, PostResult } from './transport/post-request.ts';

export type { PostLimits, PostRequest, PostResult } from './transport/post-request.ts';

export const POST_LIMITS: PostLimits = {
  dnsMilliseconds: 2_000,
  connectMilliseconds: 3_000,
  totalMilliseconds: 15_000,
  readBytes: 64 * 1024,
  keepBytes: 4 * 1024,
};

/** Of an attempt that was dropped later than this the other side may have begun to work on it: it waits for its next time. */
const INSTANT_MILLISECONDS = 1_000;

const NO_PHASES: PostPhases = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };

/**
 * POSTs one signed message. Follows no redirect, takes no compressed answer, reads at most so many bytes, and is over
 * after so much time whatever the other side does. An answer whose body is cut off still counts by its status. Connections
 * are kept for the next message; one that turns out to be closed is replaced once, within the same attempt.
 */
export async function postWebhook(request: PostRequest): Promise<PostResult> {
  const limits = { ...POST_LIMITS, ...request.limits };
  const to = checkEndpointUrl(request.url, request.allowPrivateHosts);
  if (typeof to === 'string') {
    const outcome = { kind: 'blocked', errorClass: to } as const;
    const nothing = { status: null, address: null, tlsVersion: null, phases: NO_PHASES, responseBody: null };
    return { ...nothing, outcome, errorClass: to };
  }
  const isGuarded = !isAllowedPrivately(to, request.allowPrivateHosts);
  const begun = performance.now();
  const first = await OnePost.send({ ...request, to, isGuarded, limits, isFresh: false });
  const passed = performance.now() - begun;
  if (!first.wasDropped || passed >= INSTANT_MILLISECONDS) return first.result;
  const left = { ...limits, totalMilliseconds: limits.totalMilliseconds - passed };
  return (await OnePost.send({ ...request, to, isGuarded, limits: left, isFresh: true })).result;
}
