import type { Door } from '../http/call.ts';
import { html, shell } from './frames.ts';

/** The dashboard at `/`, and the receipt that a charge's `receipt_url` points to. */
export function dashboardDoor(): Door {
  return ({ method, url }) => {
    if (method !== 'GET') return undefined;
    if (url.pathname === '/favicon.ico')
      return { status: 204, headers: { 'cache-control': 'max-age=86400' }, body: '' };
    const isDashboard = url.pathname === '/' || url.pathname.startsWith('/receipts/');
    return isDashboard ? html(shell('Stripe sandbox', '/dashboard.js'), { 'x-frame-options': 'DENY' }) : undefined;
  };
}
