/** Of names that the machine itself resolves. */
const DNS_FAILED = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']);

/** Broken off by who sent it: the other side has not failed. */
export const INTERRUPTED = 'INTERRUPTED';

/** Why a request broke, in a word an operator can look up. */
export function errorClassOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? '';
  if (code === 'HPE_HEADER_OVERFLOW') return 'HEADERS_TOO_LARGE';
  if (code.startsWith('HPE_')) return 'HTTP_INVALID';
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_|UNABLE_|SELF_SIGNED|HOSTNAME_|EPROTO)/.test(code))
    return `TLS_${code}`.slice(0, 60);
  if (DNS_FAILED.has(code)) return 'DNS_FAILED';
  return code.slice(0, 60) || 'BROKEN';
}
