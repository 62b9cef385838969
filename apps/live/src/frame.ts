import { eventPlaceText, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';

/** Bytes for a viewer, made once however many viewers there are: as one HTTP/1.1 chunk, which holds the plain bytes. */
export interface Frame {
  readonly chunk: Buffer;
  readonly plain: Buffer;
}

export function frameOf(text: string): Frame {
  const head = `${Buffer.byteLength(text).toString(16)}\r\n`;
  const chunk = Buffer.from(`${head}${text}\r\n`);
  return { chunk, plain: chunk.subarray(head.length, chunk.length - 2) };
}

const message = (id: string, event: string, data: string) => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`;

export function changeFrame(epoch: string, event: StreamEvent): Frame {
  return frameOf(message(eventPlaceText({ epoch, seq: event.seq }), 'change', JSON.stringify(event)));
}

/** `snapshotJson` is made once per state; only the server's time differs from viewer to viewer. */
export function snapshotFrame(state: StreamSnapshot, snapshotJson: string, now: Date): Frame {
  const data = `{"serverTime":"${now.toISOString()}","snapshot":${snapshotJson}}`;
  return frameOf(message(eventPlaceText(state), 'snapshot', data));
}

/** Without an id: it has no place in the log, and nobody resumes from it. */
export const viewersFrame = (viewers: number): Frame => frameOf(`event: viewers\ndata: {"viewers":${viewers}}\n\n`);

export const PING = frameOf(': ping\n\n');
export const LAST_CHUNK = Buffer.from('0\r\n\r\n');
