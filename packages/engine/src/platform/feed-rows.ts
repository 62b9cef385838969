import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { STOCK_FILE_BYTES } from '@sidestall/contracts';
import { CsvError, parse, type Info } from 'csv-parse';

/** Why the file as a whole cannot be taken. */
export class UnfitFile extends Error {
  constructor(
    readonly kind: 'too large' | 'malformed',
    message: string,
  ) {
    super(message);
  }
}

/** A row as it stands in the file; whether it makes sense is for others to say. */
export interface RawRow {
  readonly line: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What the columns of a CSV file mean. */
export interface FeedColumns {
  /** The name of a field by the name of its column. */
  readonly names: ReadonlyMap<string, string>;
  /** Fields without which the file is no such file. */
  readonly needed: readonly string[];
  /** Fields that are numbers. */
  readonly numbers: readonly string[];
  /** What to tell somebody whose first line is another. */
  readonly advice: string;
}

const MAX_LINE = 20_000;
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

async function* bounded(source: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > most) throw new UnfitFile('too large', 'Split the file: at most 200 MB are taken at once');
    yield chunk;
  }
}

/** The rows of a CSV file, read as they arrive. */
export async function* csvRows(
  source: AsyncIterable<Uint8Array>,
  columns: FeedColumns,
  most: number = STOCK_FILE_BYTES,
): AsyncGenerator<RawRow> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true, trim: true, max_record_size: MAX_LINE });
  const bytes = Readable.from(bounded(source, most));
  bytes.on('error', (error) => parser.destroy(error));
  bytes.pipe(parser);
  let names: (string | undefined)[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (!names) {
        names = record.map((name) => columns.names.get(name.toLowerCase()));
        if (!columns.needed.every((name) => names!.includes(name))) throw new UnfitFile('malformed', columns.advice);
        continue;
      }
      const value: Record<string, unknown> = {};
      names.forEach((name, index) => {
        if (name) value[name] = record[index] || undefined;
      });
      for (const name of columns.numbers) {
        const text = value[name];
        if (typeof text === 'string' && NUMBER.test(text)) value[name] = Number(text);
      }
      yield { line: info.lines, value };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new UnfitFile('malformed', `This is not CSV: ${error.message.slice(0, 200)}`);
    throw error;
  } finally {
    bytes.destroy();
  }
  if (!names) throw new UnfitFile('malformed', 'The file is empty');
}

function objectOf(text: string, line: number): RawRow['value'] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below, as is JSON that is no object.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UnfitFile('malformed', `Line ${line} is not a JSON object`);
  }
  return value as RawRow['value'];
}

/** The rows of a file with one JSON object a line, read as they arrive. */
export async function* jsonRows(
  source: AsyncIterable<Uint8Array>,
  most: number = STOCK_FILE_BYTES,
): AsyncGenerator<RawRow> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let line = 0;
  for await (const chunk of bounded(source, most)) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop()!;
    for (const text of lines) {
      line += 1;
      if (text.trim() !== '') yield { line, value: objectOf(text, line) };
    }
    if (rest.length > MAX_LINE) throw new UnfitFile('malformed', `Line ${line + 1} is far too long`);
  }
  rest += decoder.end();
  if (rest.trim() !== '') yield { line: line + 1, value: objectOf(rest, line + 1) };
}
