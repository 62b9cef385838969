import { StandardSchemaValidationPipe } from '@nestjs/common';
import { FailureException } from './failure.exception.ts';

function pathOf(path: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined): string {
  return (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

/** Checks bodies, queries and parameters against their schema; each field that is off is named with what to do. */
export const validationPipe = () =>
  new StandardSchemaValidationPipe({
    transform: true,
    exceptionFactory: (issues) =>
      new FailureException({
        code: 'REQUEST.INVALID',
        detail: issues
          .map((issue) => [pathOf(issue.path), issue.message].filter(Boolean).join(': '))
          .slice(0, 5)
          .join('; '),
        fields: issues.slice(0, 50).map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
      }),
  });
