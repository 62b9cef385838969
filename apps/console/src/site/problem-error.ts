import type { Answer, ApiProblem } from '@sidestall/client';

/** A problem answer on its way through a query. */
export class ProblemError extends Error {
  constructor(readonly problem: ApiProblem) {
    super(problem.detail ?? problem.title);
  }
}

/** The value of an answer, for queries, which hear of failures by throwing. */
export async function valueOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer;
  if (settled.ok) return settled.value;
  throw new ProblemError(settled.problem);
}

export const isSignedOut = (error: unknown): boolean =>
  error instanceof ProblemError && error.problem.code === 'REQUEST.UNAUTHENTICATED';

/** What to tell a person. */
export function problemText(problem: ApiProblem): string {
  return problem.detail ?? `${problem.title}.`;
}

/** What to tell a person of whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof ProblemError ? problemText(error.problem) : 'Something broke in this page. Load it again.';
}
