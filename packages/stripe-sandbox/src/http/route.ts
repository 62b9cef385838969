import type { Context } from '../context.ts';
import type { FormHash } from './form.ts';
import { readParams, type SchemaOf } from './schema.ts';

export interface Request {
  /** The parts of the path that the pattern names, in order. */
  path: string[];
  raw: FormHash;
  /** The page's origin, where a browser called. */
  origin: string | undefined;
  host: string;
}

export type Handler = (context: Context, request: Request) => object;

export interface Route {
  method: string;
  pattern: RegExp;
  /** Whether a publishable key may call it: only what a browser needs. */
  isPublic: boolean;
  handle: Handler;
}

interface RouteOptions<Params> {
  required?: (keyof Params & string)[];
  isPublic?: boolean;
}

/** Declares a route with its whole parameter list; what the list lacks is refused before the handler runs. */
export function route<Params>(
  methodAndPath: string,
  params: SchemaOf<Params>,
  handler: (context: Context, params: Params, ...path: string[]) => object,
  options: RouteOptions<Params> = {},
): Route {
  const [method, path] = methodAndPath.split(' ') as [string, string];
  return {
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([\\w-]+)')}$`),
    isPublic: options.isPublic ?? false,
    handle: (context, request) => {
      const { expand: _expand, ...raw } = request.raw;
      return handler(context, readParams(params, raw, options.required), ...request.path);
    },
  };
}

/** Declares a route of the v2 API, whose bodies are JSON and whose queries are flat. */
export function jsonRoute<Body extends object>(
  methodAndPath: string,
  handler: (context: Context, body: Body, ...path: string[]) => object,
): Route {
  const [method, path] = methodAndPath.split(' ') as [string, string];
  return {
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([\\w-]+)')}$`),
    isPublic: false,
    handle: (context, request) => handler(context, request.raw as unknown as Body, ...request.path),
  };
}
