import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** One line of the journal: the newest state of a record, or (without `value`) its removal. */
export interface JournalLine {
  scope: string;
  kind: string;
  id: string;
  value?: unknown;
}

/**
 * An append-only JSON Lines file. Writing is synchronous, so that whatever has been answered is in the file; a torn last
 * line (the process was killed while writing it) is dropped on reading, any other damage is reported.
 */
export class Journal {
  readonly #file: string | undefined;
  #descriptor: number | undefined;
  #pending: string[] = [];

  constructor(file: string | undefined) {
    this.#file = file;
    if (file) mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  }

  read(): JournalLine[] {
    if (!this.#file || !existsSync(this.#file)) return [];
    const rows = readFileSync(this.#file, 'utf8').split('\n');
    const lines: JournalLine[] = [];
    rows.forEach((row, index) => {
      if (row === '') return;
      try {
        lines.push(JSON.parse(row) as JournalLine);
      } catch (error) {
        if (index !== rows.length - 1)
          throw new Error(`journal ${this.#file}: line ${index + 1} is not JSON`, { cause: error });
      }
    });
    return lines;
  }

  /** Replaces the file by the given lines: written beside it, flushed, then moved into place. */
  rewrite(lines: Iterable<JournalLine>): void {
    this.#pending = [];
    if (!this.#file) return;
    this.#close();
    const beside = `${this.#file}.new`;
    const descriptor = openSync(beside, 'w', 0o600);
    for (const line of lines) writeSync(descriptor, `${JSON.stringify(line)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(beside, this.#file);
    this.#descriptor = openSync(this.#file, 'a', 0o600);
  }

  append(line: JournalLine): void {
    if (this.#file) this.#pending.push(JSON.stringify(line));
  }

  /** Writes what has been appended since the last flush in one go: a request's changes are kept whole. */
  flush(): void {
    if (!this.#file || this.#pending.length === 0) return;
    this.#descriptor ??= openSync(this.#file, 'a', 0o600);
    writeSync(this.#descriptor, `${this.#pending.join('\n')}\n`);
    this.#pending = [];
  }

  close(): void {
    this.flush();
    this.#close();
  }

  #close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }
}
