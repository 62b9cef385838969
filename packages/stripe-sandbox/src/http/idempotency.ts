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

/** Takes a key for a call. Parameters are compared by what they mean, not by the order in which they were sent. */
export function keyed(key: string, path: string, parameters: object): Keyed {
  if (key.length > 255) {
    throw new ApiError(400, {
      type: 'invalid_request_error',
      message: 'Idempotency keys can be at most 255 characters.',
    });
  }
  const fingerprint = createHash('sha256')
    .update(JSON.stringify(sorted(parameters)))
    .digest('base64url');
  return { id: key, key, path, fingerprint };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, sorted(item)] as const);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
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
    if (kept && now - kept.at > KEPT_FOR) scope.remove('kept_answer', kept.id);
    else if (kept) {
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

  /** Forgets what is older than a day. Answers are kept in the order they were given, so the first fresh one ends the walk. */
  prune(scopes: Scope[], now: number): void {
    for (const scope of scopes) {
      const old: string[] = [];
      for (const kept of scope.oldest('kept_answer')) {
        if (now - kept.at <= KEPT_FOR) break;
        old.push(kept.id);
      }
      for (const id of old) scope.remove('kept_answer', id);
    }
  }
}

function mismatch(message: string): ApiError {
  return new ApiError(400, { type: 'idempotency_error', message });
}
