import { z } from 'zod';

const zSearch = z.object({
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional()
    .catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});

export type StatementSearch = z.infer<typeof zSearch>;

/** The period of a statement as its address has it; what cannot be read is left out. */
export const readStatementSearch = (search: Record<string, unknown>): StatementSearch => zSearch.parse(search);
