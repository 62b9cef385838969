import { createHash } from 'node:crypto';
import type { Scope } from '../store/store.ts';
import { ApiError } from './api-error.ts';

const KEPT_FOR = 24 * 60 * 60 * 1000;

export interface Keyed {
  /** The key as stored: within one account and one secret. */
  id: string;
  key: string;
  path: string;
  fingerprint: string;
}

export function keyed(key: string, path: string, body: string): Keyed {
  if (key.length > 255) {
    throw new ApiError(400, {
      type: 'invalid_request_error',
      message: 'Idempotency keys can be at most 255 characters.',
    });
  }
  return { id: key, key, path, fingerprint: createHash('sha256').update(body).digest('base64url') };
}

/**
 * What was answered under a key, so that the same call gets the same answer, 500s included. A call with other parameters
 * is refused, and so is one whose twin is still running.
 */
export class AnswerBook {
  readonly #running = new Set<string>();

  /** The first answer, if there is one; otherwise the key is taken until `release`. */
  claim(scope: Scope, call: Keyed, now: number): { status: number; body: string; request: string } | undefined {
    if (this.#running.has(`${scope.account}/${call.id}`)) {
      throw new ApiError(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${call.key}. If you wish, please retry the request in a few moments.`,
      });
    }
    const kept = scope.find('kept_answer', call.id);
    if (kept && now - kept.at <= KEPT_FOR) {
      if (kept.path !== call.path) {
        throw mismatch(
          `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${call.path}' vs '${kept.path}'). Try using a key other than '${call.key}' if you meant to execute a different request.`,
        );
      }
      if (kept.fingerprint !== call.fingerprint) {
        throw mismatch(
          `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${call.key}' if you meant to execute a different request.`,
        );
      }
      return kept;
    }
    this.#running.add(`${scope.account}/${call.id}`);
    return undefined;
  }

  keep(scope: Scope, call: Keyed, answer: { status: number; body: string; request: string }, now: number): void {
    scope.put('kept_answer', { id: call.id, path: call.path, fingerprint: call.fingerprint, at: now, ...answer });
  }

  release(scope: Scope, call: Keyed): void {
    this.#running.delete(`${scope.account}/${call.id}`);
  }

  prune(scope: Scope, now: number): void {
    for (const kept of scope.all('kept_answer')) if (now - kept.at > KEPT_FOR) scope.remove('kept_answer', kept.id);
  }
}

function mismatch(message: string): ApiError {
  return new ApiError(400, { type: 'idempotency_error', message });
}
