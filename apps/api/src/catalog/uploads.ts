import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Failure, ImportReport } from '@sidestall/contracts';
import { CatalogImportStore, Database, ImportCatalog, MAX_IMPORT_BYTES, type ImportFailure } from '@sidestall/engine';
import { err, ok, type BrandId, type Result } from '@sidestall/kernel';
import type { FastifyRequest } from 'fastify';
import type { MemberIdentity } from '../http/access.ts';
import { ImportedStock } from './imported-stock.ts';

type UploadFailure = ImportFailure | Failure<'REQUEST.UNSUPPORTED_MEDIA_TYPE'>;

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

/** The name a browser gave, percent-encoded so that it fits a header; shown back to the brand, never used as a path. */
function fileNameOf(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string') return null;
  let name = header;
  try {
    name = decodeURIComponent(header);
  } catch {
    // Not encoded after all: then it is the name itself.
  }
  return (
    name
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 255) || null
  );
}

/** Product files that members send for their brands. */
@Injectable()
export class Uploads {
  constructor(
    private readonly database: Database,
    private readonly importing: ImportCatalog,
    private readonly reports: CatalogImportStore,
    private readonly stock: ImportedStock,
  ) {}

  async take(
    member: MemberIdentity,
    brandId: BrandId,
    currency: string,
    request: FastifyRequest,
  ): Promise<Result<ImportReport, UploadFailure>> {
    const { body } = request;
    if (!isStream(body)) {
      return err({ code: 'REQUEST.UNSUPPORTED_MEDIA_TYPE', detail: 'Send the file itself as text/csv' });
    }
    if (!member.brandIds.includes(brandId)) return refuse(body, { code: 'CATALOG.BRAND_NOT_FOUND' });
    if (Number(request.headers['content-length'] ?? 0) > MAX_IMPORT_BYTES) {
      return refuse(body, { code: 'REQUEST.TOO_LARGE', detail: 'Split the file: at most 50 MB are taken at once' });
    }
    const { onStock, announce } = this.stock.listen();
    const report = await this.importing.execute({
      brandId,
      // The socket must outlive a refusal, which is told over it.
      source: body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
      fileName: fileNameOf(request.headers['x-file-name']),
      currency,
      assetBaseUrl: null,
      onStock,
    });
    await announce();
    return report.ok ? report : refuse(body, report.error);
  }

  async report(
    member: MemberIdentity,
    brandId: BrandId,
    id: string,
  ): Promise<Result<ImportReport, Failure<'CATALOG.IMPORT_NOT_FOUND'>>> {
    const isOwn = member.brandIds.includes(brandId);
    const report = isOwn ? await this.reports.find(this.database, id, brandId) : null;
    return report ? ok(report) : err({ code: 'CATALOG.IMPORT_NOT_FOUND' });
  }
}

/** Lets the rest of the upload run dry, so that the answer reaches a sender who only listens after sending. */
function refuse<F>(body: Readable, failure: F): Result<never, F> {
  body.resume();
  return err(failure);
}
