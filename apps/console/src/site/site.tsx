import { consoleCalls, createApi, type ConsoleCalls } from '@sidestall/client';
import { createContext, useContext, type ReactNode } from 'react';

/** Where this console's servers are, as its own server says. */
export interface Addresses {
  readonly apiUrl: string;
  readonly liveUrl: string;
}

export interface Site extends Addresses {
  readonly calls: ConsoleCalls;
}

export async function loadSite(): Promise<Site> {
  const response = await fetch('/config.json');
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  const addresses = (await response.json()) as Addresses;
  return { ...addresses, calls: consoleCalls(createApi({ apiUrl: addresses.apiUrl, credentials: 'include' })) };
}

const SiteContext = createContext<Site | null>(null);

export function SiteProvider({ site, children }: { readonly site: Site; readonly children: ReactNode }) {
  return <SiteContext value={site}>{children}</SiteContext>;
}

export function useSite(): Site {
  const site = useContext(SiteContext);
  if (!site) throw new Error('useSite needs a SiteProvider');
  return site;
}
