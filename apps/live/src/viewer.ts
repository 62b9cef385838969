import type { Socket } from 'node:net';
import { LAST_CHUNK, type Frame } from './frame.ts';

/** A socket with more than this waiting gets no more changes, but one snapshot once it has drained. */
export const DIRTY_BYTES = 64 * 1024;
/** A socket with more than this waiting is closed. */
export const CLOSE_BYTES = 256 * 1024;
/** So is one that does not drain for this long. */
export const DIRTY_MS = 30_000;

/** One viewer's socket. Writes go straight to it: the HTTP response would frame each write again. */
export class Viewer {
  #dirtySince: number | null = null;

  constructor(
    private readonly socket: Socket,
    private readonly isChunked: boolean,
    private readonly onDrained: (viewer: Viewer) => void,
  ) {
    socket.on('drain', () => {
      if (this.#dirtySince === null) return;
      this.#dirtySince = null;
      this.onDrained(this);
    });
  }

  /** Sends the bytes, or remembers that this viewer has fallen behind. */
  send(frame: Frame, nowMs: number): void {
    if (this.#dirtySince !== null || this.socket.destroyed) return;
    if (this.socket.writableLength > DIRTY_BYTES) {
      this.#dirtySince = nowMs;
      return;
    }
    this.socket.write(this.isChunked ? frame.chunk : frame.plain);
  }

  /** True when waiting for this viewer costs more than letting it connect anew. */
  isHopeless(nowMs: number): boolean {
    if (this.socket.writableLength > CLOSE_BYTES) return true;
    return this.#dirtySince !== null && nowMs - this.#dirtySince > DIRTY_MS;
  }

  /** Ends the stream in an orderly way; the browser comes back by itself. */
  end(): void {
    if (this.socket.destroyed) return;
    if (this.isChunked) this.socket.end(LAST_CHUNK);
    else this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }
}
