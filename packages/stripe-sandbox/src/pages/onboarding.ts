import type { Context } from '../context.ts';
import type { Answer, Door } from '../http/call.ts';
import { completeOnboarding } from '../objects/account.ts';
import type { Store } from '../store/store.ts';
import { html, shell } from './frames.ts';

const json = (body: object, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: JSON.stringify(body),
});

interface Link {
  account: string;
  returnUrl: string;
  useCase?: string;
}

/** Where an account link leads: the page on which a connected account's owner says who they are. Here a click is enough. */
export function onboardingDoor(store: Store, platform: () => Context): Door {
  return ({ method, url, isOwnPage }) => {
    const [, id, isState] = /^\/onboarding\/([\w-]+)(\/state)?$/.exec(url.pathname) ?? [];
    if (!id) return undefined;
    if (!isState) return html(shell('Connect with Stripe (test)', '/onboarding.js'), { 'x-frame-options': 'DENY' });
    const value = store.platform.find('setting', id)?.value;
    const link = typeof value === 'string' ? (JSON.parse(value) as Link) : undefined;
    const account = link && store.platform.find('account', link.account);
    if (!link || !account) return json({ error: 'This link has been used or has expired.' }, 404);
    if (method === 'POST') {
      if (!isOwnPage) return json({ error: 'Only the page itself may answer.' }, 403);
      completeOnboarding(platform(), account, link.useCase);
      store.platform.remove('setting', id);
      store.flush();
    }
    return json({
      name: account.display_name ?? account.contact_email ?? account.id,
      email: account.contact_email ?? '',
      country: account.identity?.country ?? '',
      returnUrl: link.returnUrl,
    });
  };
}
