import { z } from 'zod';
import { zId, zInstant } from './words.ts';

/** Most rows of one file of stock. */
export const STOCK_FILE_ROWS = 1_000_000;
/** Most bytes of one file of stock. */
export const STOCK_FILE_BYTES = 200 * 1024 * 1024;
/** How many rows with a problem are told one by one; the rest is only counted. */
export const STOCK_FILE_PROBLEMS = 1_000;
/** What a file of stock may be sent as. */
export const STOCK_FILE_TYPES = ['text/csv', 'application/x-ndjson'];

export const STOCK_FILE_STATES = ['receiving', 'waiting', 'applying', 'done', 'refused'] as const;

export const zStockFileQuery = z.object({
  asOf: zInstant.optional().meta({ description: 'The moment of every count that the file gives none for' }),
});

export const zStockFile = z
  .object({
    id: zId('skf'),
    state: z.enum(STOCK_FILE_STATES).meta({
      description: 'waiting: complete, behind an earlier file of yours. refused: nothing of it was applied',
    }),
    refusal: z.string().nullable(),
    rows: z.int(),
    applied: z.int(),
    ignored: z.int().meta({ description: 'A newer count is known' }),
    unknown: z.int().meta({ description: 'You do not stock this SKU' }),
    ambiguous: z.int().meta({ description: 'Several of the products you stock have this SKU' }),
    problemCount: z.int().meta({ description: 'Rows that cannot be read as a count' }),
    receivedAt: zInstant,
    finishedAt: zInstant.nullable(),
  })
  .meta({ id: 'StockFile' });

export const zStockFileReport = zStockFile
  .extend({
    problems: z
      .array(z.object({ line: z.int(), reason: z.string() }))
      .max(STOCK_FILE_PROBLEMS)
      .meta({ description: 'The first thousand of them' }),
  })
  .meta({ id: 'StockFileReport' });

export const zStockFiles = z
  .object({ files: z.array(zStockFile) })
  .meta({ id: 'StockFiles', description: 'The newest first, at most a hundred' });

export type StockFileView = z.infer<typeof zStockFile>;
export type StockFileReport = z.infer<typeof zStockFileReport>;
export type StockFilesView = z.infer<typeof zStockFiles>;
