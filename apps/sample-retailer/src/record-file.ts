import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import type { MessageLog } from '@sidestall/partner-sdk';
import type { HouseRecord } from './record.ts';
import type { Mode } from './rules.ts';

/**
 * The house's record in one JSON file. A change is made in memory and is safe once `save` has returned: written beside the
 * old file, flushed to the disk, and put in its place in one step.
 */
export class RecordFile {
  readonly data: HouseRecord;
  readonly #file: string;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, data: HouseRecord) {
    this.#file = file;
    this.data = data;
  }

  static async open(dir: string, mode: Mode): Promise<RecordFile> {
    await mkdir(dir, { recursive: true });
    const file = path.join(dir, 'record.json');
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    return new RecordFile(file, text ? (JSON.parse(text) as HouseRecord) : { mode, slips: {}, messages: {} });
  }

  async save(): Promise<void> {
    const next = this.#saving.then(() => this.#write());
    this.#saving = next.catch(() => undefined);
    await next;
  }

  async #write(): Promise<void> {
    const beside = `${this.#file}.new`;
    const handle = await open(beside, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(this.data, null, 2)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, this.#file);
  }
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
