import type { Me } from '@sidestall/contracts';
import { useCallback, useSyncExternalStore } from 'react';
import { useMe } from './use-session.ts';

type Brand = Me['brands'][number];

const KEY = 'sidestall-console-brand';
const listeners = new Set<() => void>();
let chosen: string | null = null;

function read(): string | null {
  try {
    return chosen ?? localStorage.getItem(KEY);
  } catch {
    return chosen;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export interface ChosenBrand {
  readonly brands: readonly Brand[];
  /** The brand whose pages are shown; null for somebody who acts for none. */
  readonly brand: Brand | null;
  choose(brandId: string): void;
}

/** For which of the member's brands the pages speak; the choice outlives the page. */
export function useBrand(): ChosenBrand {
  const brands = useMe().data?.brands ?? [];
  const id = useSyncExternalStore(subscribe, read);
  const choose = useCallback((brandId: string) => {
    chosen = brandId;
    try {
      localStorage.setItem(KEY, brandId);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    listeners.forEach((listener) => listener());
  }, []);
  return { brands, brand: brands.find((brand) => brand.id === id) ?? brands[0] ?? null, choose };
}
