import type { Failure } from '@sidestall/contracts';
import { err, type Result } from '@sidestall/kernel';

/** Problems of a rule set as the wire names flaws of a request: by their fields. */
export function invalidRules<T>(
  result: Result<T, { readonly code: 'FULFILLMENT.RULE_SET_INVALID'; readonly problems: Failure['fields'] }>,
): Result<T, Failure> {
  if (result.ok) return result;
  const { code, problems } = result.error;
  return err({
    code,
    fields: problems,
    detail: problems?.map(({ path, message }) => `${path}: ${message}`).join('. '),
  });
}
