import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { MessageLog } from '@sidestall/partner-sdk';
import type { HouseRecord, MessageReceipt, PackingSlip, Shelf } from './record.ts';
import type { Limits, Mode } from './rules.ts';

/** Something that changed; whoever changes it says so, since only that is written. */
export interface Change {
  readonly slip?: PackingSlip;
  readonly message?: MessageReceipt;
  readonly mode?: Mode;
  readonly secrets?: readonly string[];
  readonly limits?: Limits;
  readonly shelves?: readonly Shelf[];
}

const parse = <T>(line: string): T | null => {
  try {
    return JSON.parse(line) as T;
  } catch {
    return null; // The last line of a process that died while it wrote: nobody was told that it is safe.
  }
};

const reading = (file: string): Promise<string | null> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/**
 * The house's record: one JSON file, and beside it a journal with a line for each change since. A change is made in memory
 * and is safe once `save` has returned; changes that come while the disk is busy are flushed together. Opening folds the
 * journal into the file.
 */
export class RecordFile {
  readonly data: HouseRecord;
  readonly #journal: FileHandle;
  #lines: string[] = [];
  #saving: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  private constructor(data: HouseRecord, journal: FileHandle) {
    this.data = data;
    this.#journal = journal;
  }

  static async open(dir: string, mode: Mode): Promise<RecordFile> {
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, 'record.json');
    const journal = path.join(dir, 'journal.jsonl');
    const text = await reading(file);
    const data = text ? (JSON.parse(text) as HouseRecord) : { mode, slips: {}, messages: {} };
    for (const line of ((await reading(journal)) ?? '').split('\n')) {
      const change = parse<Change>(line);
      if (change) apply(data, change);
    }
    await replace(file, `${JSON.stringify(data, null, 2)}\n`);
    return new RecordFile(data, await open(journal, 'w'));
  }

  /** Makes changes safe: on the disk, all of them, when this returns. */
  save(...changes: readonly Change[]): Promise<void> {
    this.#lines.push(...changes.map((change) => `${JSON.stringify(change)}\n`));
    this.#next ??= this.#saving.then(() => this.#flush());
    return this.#next;
  }

  async close(): Promise<void> {
    await this.save();
    await this.#journal.close();
  }

  #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#next = null;
    const flushed = this.#append(lines);
    this.#saving = flushed.catch(() => undefined);
    return flushed;
  }

  async #append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    await this.#journal.appendFile(lines.join(''));
    await this.#journal.datasync();
  }
}

function apply(data: HouseRecord, { slip, message, mode, secrets, limits, shelves }: Change): void {
  if (slip) data.slips[slip.id] = slip;
  if (message) data.messages[message.id] = message;
  if (mode) data.mode = mode;
  if (secrets) data.secrets = [...secrets];
  if (limits) data.limits = limits;
  for (const shelf of shelves ?? []) data.shelves = { ...data.shelves, [shelf.sku]: shelf };
}

/** Written beside the old file, flushed to the disk, and put in its place in one step. */
async function replace(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}

/**
 * Which messages were dealt with, told by the same file as the work itself: the handler writes the receipt and the packing
 * slip in one save, so neither is there without the other.
 */
export function receipts(record: RecordFile): MessageLog {
  const running = new Set<string>();
  return {
    begin(id) {
      if (running.has(id)) return 'running';
      const known = record.data.messages[id];
      if (known) {
        known.times += 1;
        return 'done';
      }
      running.add(id);
      return 'new';
    },
    finish: (id) => void running.delete(id),
    forget: (id) => void running.delete(id),
  };
}
