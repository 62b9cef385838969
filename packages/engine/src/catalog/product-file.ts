import { open } from 'node:fs/promises';
import type { ProductRow } from '@sidestall/catalog';
import { parse, type CsvError, type Info } from 'csv-parse';
import { SpooledFile } from '../platform/spooled-file.ts';

/** What the file is read as: rows, and at most one trouble after which nothing more can be read. */
export type FileRecord =
  | { readonly kind: 'row'; readonly row: ProductRow }
  | { readonly kind: 'broken'; readonly line: number; readonly firstCell: string | null; readonly reason: string };

const MAX_RECORD_BYTES = 1_000_000;
const LOOKED_AT = 4_096;
// No text file holds these, while every picture, archive and UTF-16 text does within its first bytes.
// eslint-disable-next-line no-control-regex
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
const LINE_BREAK = /\r\n|\r|\n/g;

/**
 * A file that came as a stream, put aside on the disk so that it can be read twice in bounded memory: a product is
 * known to be whole before anything of it is stored, and an upload that breaks off has changed nothing.
 */
export class ProductFile {
  private constructor(private readonly spooled: SpooledFile) {}

  /** Takes the whole stream; null when it is longer than allowed. */
  static async take(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ProductFile | null> {
    const spooled = await SpooledFile.take(source, maxBytes);
    return spooled && new ProductFile(spooled);
  }

  /** Why the file is no text at all; null when it may be a CSV file. */
  async whyNotText(): Promise<string | null> {
    const handle = await open(this.spooled.path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
      const start = buffer.subarray(0, bytesRead);
      if (bytesRead === 0) return 'The file is empty';
      if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
        return 'The file is UTF-16 text; save it as “CSV UTF-8”';
      }
      if (BINARY.test(start.toString('latin1')))
        return 'The file is not text: it is a picture, an archive or a workbook';
      const [header] = start.toString('utf8').split(/[\r\n]/, 1);
      if (header!.includes('\uFFFD')) return 'The file is not UTF-8 text; save it as “CSV UTF-8”';
      return start.toString('utf8').replace('\uFEFF', '').trim() === '' ? 'The file is empty' : null;
    } finally {
      await handle.close();
    }
  }

  /** Reads the records from the top, the header first, each with the line it begins in. */
  async *records(): AsyncGenerator<FileRecord> {
    let trouble: CsvError | null = null;
    let beginning = '';
    const parser = this.spooled.read().pipe(
      parse({
        bom: true,
        info: true,
        raw: true,
        relax_column_count: true,
        // An inch mark inside an unquoted cell is text, as every spreadsheet reads it.
        relax_quotes: true,
        // Given one by one, since files that went through several tools mix them.
        record_delimiter: ['\r\n', '\n', '\r'],
        max_record_size: MAX_RECORD_BYTES,
        // The parser would otherwise end its stream at once and drop the records it has already read.
        skip_records_with_error: true,
        on_skip: (error, raw) => {
          trouble ??= error ?? null;
          beginning ||= raw ?? '';
        },
      }),
    );
    let line = 1;
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (isAfter(info, trouble)) break;
      yield { kind: 'row', row: { line, cells: record } };
      line += 1 + record.reduce((sum, cell) => sum + (cell.match(LINE_BREAK)?.length ?? 0), 0);
    }
    if (trouble) yield { kind: 'broken', line, firstCell: firstCellOf(beginning), reason: reasonOf(trouble) };
  }

  /** Takes the file off the disk. */
  async remove(): Promise<void> {
    await this.spooled.remove();
  }
}

const isAfter = (info: Info, trouble: CsvError | null): boolean =>
  trouble !== null && info.records > Number((trouble as { records?: unknown }).records);

function firstCellOf(raw: string): string | null {
  const match = /^\s*(?:"((?:[^"]|"")*)"|([^,"\r\n]*)),/.exec(raw);
  return match ? (match[1] ?? match[2] ?? null) : null;
}

function reasonOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A cell opens with a quote that is never closed; nothing from this line on was read';
    case 'CSV_MAX_RECORD_SIZE':
      return 'The row is far too long, probably for want of a closing quote; nothing from this line on was read';
    default:
      return `The line cannot be read as CSV (${error.code}); nothing from this line on was read`;
  }
}
