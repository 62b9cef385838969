import { createWriteStream, type WriteStream } from 'node:fs';

const KEPT = 400;

/** One process's log: every line goes to its file with the time, and the latest stay at hand for an error message. */
export class LogFile {
  readonly path: string;
  readonly #file: WriteStream;
  readonly #latest: string[] = [];
  readonly #partial = new Map<string, string>();
  readonly #onLine: (line: string) => void;

  constructor(path: string, onLine: (line: string) => void = () => undefined) {
    this.path = path;
    this.#file = createWriteStream(path, { flags: 'a' });
    this.#onLine = onLine;
  }

  /** Takes what a process wrote to one of its outputs and keeps whole lines. */
  write(output: 'out' | 'err', chunk: Buffer): void {
    const lines = ((this.#partial.get(output) ?? '') + chunk.toString('utf8')).split(/\r?\n/);
    this.#partial.set(output, lines.pop() ?? '');
    for (const line of lines) this.line(line);
  }

  line(line: string): void {
    this.#latest.push(line);
    if (this.#latest.length > KEPT) this.#latest.shift();
    this.#file.write(`${new Date().toISOString()} ${line}\n`);
    this.#onLine(line);
  }

  /** The latest lines, oldest first. */
  tail(count: number): string[] {
    return this.#latest.slice(-count);
  }

  /** Every line still at hand, as text. */
  text(): string {
    return this.#latest.join('\n');
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#file.end(resolve));
  }
}
