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
 * An append-only JSON Lines file; a line holds one record or the list of those that changed together. Writing is synchronous, so that whatever has been answered is in the file; a torn last
 * line (the process was killed while writing it) is dropped on reading, any other damage is reported.
 */
export class Journal {
  readonly #file: string | undefined;
  #descriptor: number | undefined;
  /** What is to be written, one line for each record however often it changed. */
  #pending = new Map<string, JournalLine>();

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
        const read = JSON.parse(row) as JournalLine | JournalLine[];
        if (Array.isArray(read)) lines.push(...read);
        else lines.push(read);
      } catch (error) {
        if (index !== rows.length - 1)
          throw new Error(`journal ${this.#file}: line ${index + 1} is not JSON`, { cause: error });
      }
    });
    return lines;
  }

  /** Replaces the file by the given lines: written beside it, flushed, then moved into place. */
  rewrite(lines: Iterable<JournalLine>): void {
    this.#pending.clear();
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
    if (this.#file) this.#pending.set(`${line.scope}\n${line.kind}\n${line.id}`, line);
  }

  /** Writes what has been appended since the last flush as one line, so that a request's changes are kept whole or not at all. */
  flush(): void {
    if (!this.#file || this.#pending.size === 0) return;
    this.#descriptor ??= openSync(this.#file, 'a', 0o600);
    const batch = [...this.#pending.values()];
    this.#pending.clear();
    writeSync(this.#descriptor, `${JSON.stringify(batch.length === 1 ? batch[0] : batch)}\n`);
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
