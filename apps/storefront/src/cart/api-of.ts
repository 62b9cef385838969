import { createApi, type Api } from '@sidestall/client';
import type { Stall } from '../stall/stall.ts';

const apis = new WeakMap<Stall, Api>();

/** The API of a stall's shop. It comes with the first sheet: what is seen first asks a single question, by itself. */
export function apiOf(stall: Stall): Api {
  const api = apis.get(stall) ?? createApi({ apiUrl: stall.apiUrl });
  apis.set(stall, api);
  return api;
}
