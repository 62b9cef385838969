import type Stripe from 'stripe';
import { emit, need } from '../context.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isWithin, walkPage } from '../http/list-page.ts';
import type { Upload } from '../http/multipart.ts';
import { route, type Route } from '../http/route.ts';
import { any, expand, page, range, str } from '../http/schema.ts';
import { newId } from '../objects/ids.ts';

const MOST_BYTES: Record<string, number> = { dispute_evidence: 5 * 1024 * 1024 };

interface NewFile {
  expand?: string[];
  file: string | Upload;
  file_link_data?: unknown;
  purpose: Stripe.File.Purpose;
}

/** Files that go with a dispute's evidence or an account's verification. Their bytes are kept in the journal. */
export const fileRoutes: Route[] = [
  route<NewFile>(
    'POST /v1/files',
    { expand, file: any, file_link_data: any, purpose: str },
    (context, { file, purpose }) => {
      if (typeof file === 'string') {
        throw invalidRequest('Invalid file: it must be uploaded as multipart/form-data.', { param: 'file' });
      }
      const size = Buffer.from(file.data, 'base64').length;
      if (size === 0) throw invalidRequest('The uploaded file is empty.', { param: 'file' });
      if (size > (MOST_BYTES[purpose] ?? 16 * 1024 * 1024)) {
        throw invalidRequest(`The uploaded file is too large for the purpose ${purpose}.`, {
          code: 'file_too_large',
          param: 'file',
        });
      }
      const id = newId('file');
      const kept: Stripe.File = {
        id,
        object: 'file',
        created: context.now,
        expires_at: null,
        filename: file.filename || null,
        links: { object: 'list', data: [], has_more: false, url: `/v1/file_links?file=${id}` },
        purpose,
        size,
        title: null,
        type: file.filename.includes('.') ? (file.filename.split('.').at(-1)?.toLowerCase() ?? null) : null,
        url: `${context.publicUrl}/v1/files/${id}/contents`,
      };
      context.scope.put('file', kept);
      context.scope.put('file_content', { id, type: file.type, data: file.data });
      emit(context, 'file.created', kept);
      return kept;
    },
    { required: ['file', 'purpose'] },
  ),
  route<Stripe.FileListParams>('GET /v1/files', { ...page, created: range, expand, purpose: str }, (context, params) =>
    walkPage(
      context.scope.rows('file'),
      params,
      '/v1/files',
      (file) => isWithin(file.created, params.created) && (!params.purpose || file.purpose === params.purpose),
    ),
  ),
  route<Stripe.FileRetrieveParams>('GET /v1/files/:id', { expand }, (context, _params, id = '') =>
    need(context, 'file', id),
  ),
];
