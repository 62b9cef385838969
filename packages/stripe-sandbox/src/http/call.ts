import type { IncomingHttpHeaders } from 'node:http';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Something that answers some paths and leaves the others to the next. */
export type Door = (call: Call) => Promise<Answer | undefined> | Answer | undefined;

export interface Call {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  /** The body as text; empty where it is multipart. */
  body: string;
  bytes?: Buffer;
  /** Whether a page of the sandbox's own origin made the call. */
  isOwnPage: boolean;
}
