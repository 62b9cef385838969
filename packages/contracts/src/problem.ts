import { z } from 'zod';
import { WIRE, type FailureCode } from './failure-codes.ts';

/** The answer to anything that failed: `application/problem+json` after RFC 9457, plus a stable `code`. */
export const zProblem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    code: z.enum(Object.keys(WIRE) as [FailureCode, ...FailureCode[]]),
    requestId: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .loose()
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof zProblem>;
