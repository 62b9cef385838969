/** The paths of a show; alone, because every byte of them travels before the first pin is seen. */
export const SHOW_ROUTES = {
  stream: '/v1/streams/:slug',
  /** On the live process: server-sent events; the first is always `snapshot`. */
  live: '/v1/streams/:id/events',
} as const;

/** Fills the `:name` parts of a path. */
export function fillPath(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
}
