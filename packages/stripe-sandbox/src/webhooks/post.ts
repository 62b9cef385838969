import { Agent, request as httpRequest } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';

const plain = new Agent({ keepAlive: true, maxFreeSockets: 8 });
const tls = new TlsAgent({ keepAlive: true, maxFreeSockets: 8 });

/** Posts a body and resolves the status; redirects are not followed and the answer's body is thrown away. Rejects when there is no answer. */
export function post(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const isTls = url.startsWith('https:');
    const length = { 'content-length': Buffer.byteLength(body) };
    const sent = (isTls ? tlsRequest : httpRequest)(
      url,
      { method: 'POST', agent: isTls ? tls : plain, headers: { ...headers, ...length }, signal },
      (answer) => {
        answer.resume();
        answer.on('error', reject);
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
