import { Injectable } from '@nestjs/common';
import type { ImportReport } from '@sidestall/contracts';
import type { BrandId } from '@sidestall/kernel';
import type { Sql, Tx } from '../platform/database.ts';

interface ImportRow extends Omit<ImportReport, 'startedAt' | 'finishedAt' | 'products'> {
  startedAt: Date;
  finishedAt: Date;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
}

/** The SQL of import reports. */
@Injectable()
export class CatalogImportStore {
  async insert(tx: Tx, report: ImportReport, currency: string): Promise<void> {
    const { created, updated, unchanged, rejected } = report.products;
    await tx.rows(
      `INSERT INTO catalog.catalog_import (id, brand_id, file_name, currency, started_at, finished_at, rows, created,
         updated, unchanged, rejected, variants, options, images, issues_omitted)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        report.id,
        report.brandId,
        report.fileName,
        currency,
        report.startedAt,
        report.finishedAt,
        report.rows,
        created,
        updated,
        unchanged,
        rejected,
        report.variants,
        report.options,
        report.images,
        report.issuesOmitted,
      ],
    );
    await tx.rows(
      `INSERT INTO catalog.import_issue (import_id, position, line, column_name, handle, reason)
       SELECT $1, i.position, i.line, i.column, i.handle, i.reason
         FROM jsonb_to_recordset($2::jsonb) AS i(position int, line int, "column" text, handle text, reason text)`,
      [report.id, JSON.stringify(report.issues.map((issue, index) => ({ position: index + 1, ...issue })))],
    );
  }

  /** A report of the brand; those of files that named the brands themselves belong to none. */
  async find(sql: Sql, id: string, brandId: BrandId | null): Promise<ImportReport | null> {
    const row = await sql.one<ImportRow>(
      `SELECT id, brand_id AS "brandId", file_name AS "fileName", started_at AS "startedAt", finished_at AS "finishedAt",
              rows, created, updated, unchanged, rejected, variants, options, images, issues_omitted AS "issuesOmitted",
              (SELECT coalesce(json_agg(json_build_object('line', i.line, 'column', i.column_name, 'handle', i.handle,
                 'reason', i.reason) ORDER BY i.position), '[]') FROM catalog.import_issue i WHERE i.import_id = c.id) AS issues
         FROM catalog.catalog_import c WHERE id = $1 AND brand_id IS NOT DISTINCT FROM $2`,
      [id, brandId],
    );
    if (!row) return null;
    const { created, updated, unchanged, rejected, startedAt, finishedAt, ...rest } = row;
    return {
      ...rest,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      products: { created, updated, unchanged, rejected },
    };
  }
}
