/** A place in a stream's log as `id` of a server-sent event: `epoch.seq`. */
export interface EventPlace {
  readonly epoch: string;
  readonly seq: number;
}

export const eventPlaceText = ({ epoch, seq }: EventPlace): string => `${epoch}.${seq}`;

/** Reads a `Last-Event-ID`; null for anything a stranger made up. */
export function parseEventPlace(text: string): EventPlace | null {
  const match = /^([A-Za-z0-9_-]{1,40})\.(\d{1,15})$/.exec(text);
  return match ? { epoch: match[1]!, seq: Number(match[2]) } : null;
}
