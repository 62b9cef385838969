import { createReadStream, createWriteStream, type ReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

class TooLarge extends Error {}

/** A file that came as a stream, put aside on the disk: it is known to be whole, and may be read again, before it changes anything. */
export class SpooledFile {
  private constructor(private readonly folder: string) {}

  /** Takes the whole stream; null when it is longer than allowed. */
  static async take(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<SpooledFile | null> {
    const file = new SpooledFile(await mkdtemp(path.join(tmpdir(), 'sidestall-file-')));
    let bytes = 0;
    try {
      await pipeline(
        source,
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            bytes += chunk.length;
            if (bytes > maxBytes) throw new TooLarge();
            yield chunk;
          }
        },
        createWriteStream(file.path, { mode: 0o600 }),
      );
      return file;
    } catch (error) {
      await file.remove();
      if (error instanceof TooLarge) return null;
      throw error;
    }
  }

  get path(): string {
    return path.join(this.folder, 'file');
  }

  read(): ReadStream {
    return createReadStream(this.path);
  }

  /** Takes the file off the disk. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
