import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest } from './api-error.ts';
import { parseForm, type FormHash } from './form.ts';

/** A file of a multipart body: its name, its type, and its bytes as base64. */
export interface Upload extends FormHash {
  filename: string;
  type: string;
  data: string;
}

export function isMultipart(headers: IncomingHttpHeaders): boolean {
  return (headers['content-type'] ?? '').startsWith('multipart/form-data');
}

/** Decodes a `multipart/form-data` body. Fields nest as in Stripe's forms; a file becomes an `Upload`. */
export function parseMultipart(body: Buffer, contentType: string): FormHash {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw invalidRequest('The multipart body names no boundary.');
  const fields: string[] = [];
  const files: FormHash = {};
  const mark = Buffer.from(`--${boundary}`);
  for (let at = body.indexOf(mark); at >= 0;) {
    const start = at + mark.length;
    const end = body.indexOf(mark, start);
    if (end < 0) break;
    readPart(body.subarray(start, end), fields, files);
    at = end;
  }
  return { ...parseForm(fields.join('&')), ...files };
}

function readPart(part: Buffer, fields: string[], files: FormHash): void {
  const split = part.indexOf('\r\n\r\n');
  if (split < 0) return;
  const headers = part.subarray(0, split).toString('utf8');
  const name = /name="([^"]*)"/.exec(headers)?.[1];
  if (!name) return;
  const value = part.subarray(split + 4, part.length - 2);
  const filename = /filename="([^"]*)"/.exec(headers)?.[1];
  if (filename === undefined) {
    fields.push(
      `${encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']')}=${encodeURIComponent(value.toString('utf8'))}`,
    );
    return;
  }
  const type = /content-type:\s*([^\r\n;]+)/i.exec(headers)?.[1] ?? 'application/octet-stream';
  files[name] = { filename, type, data: value.toString('base64') } satisfies Upload;
}
