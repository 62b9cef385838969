import type { ImportReport } from '@sidestall/contracts';
import { pathOf } from '@sidestall/contracts/routes';
import type { Answer, ApiProblem } from '@sidestall/client';

export const MAX_FILE_BYTES = 50 * 1024 * 1024;

export interface Upload {
  readonly apiUrl: string;
  readonly brandId: string;
  readonly file: File;
  /** From 0 to 1, as far as the file has left this computer. */
  onProgress(sent: number): void;
}

const lost: ApiProblem = {
  code: 'CLIENT.OFFLINE',
  status: 0,
  title: 'The connection was lost on the way',
  detail: 'The connection was lost on the way. Send the file again: what arrived twice changes nothing.',
};

/** Sends a product file as it is. Uses the older request of the browser, since only that tells how far an upload is. */
export function uploadProducts({ apiUrl, brandId, file, onProgress }: Upload): Promise<Answer<ImportReport>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', apiUrl + pathOf('consoleImports', { brandId }));
    request.withCredentials = true;
    request.responseType = 'json';
    request.setRequestHeader('content-type', 'text/csv');
    request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
    request.upload.addEventListener('progress', (event) =>
      onProgress(event.total > 0 ? event.loaded / event.total : 0),
    );
    request.addEventListener('load', () => {
      const isFine = request.status >= 200 && request.status < 300;
      if (isFine && request.response) resolve({ ok: true, value: request.response as ImportReport });
      else
        resolve({ ok: false, problem: (request.response as ApiProblem | null) ?? { ...lost, status: request.status } });
    });
    request.addEventListener('error', () => resolve({ ok: false, problem: lost }));
    request.send(file);
  });
}
