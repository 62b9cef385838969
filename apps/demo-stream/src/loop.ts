import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const zLoop = z.object({
  segments: z
    .array(z.object({ file: z.string().regex(/^[\w-]+(\.[\w-]+)*$/), duration: z.number().min(0.001) }))
    .min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});

/** The recorded scene that the channel shows over and over; durations are in seconds. */
export type Loop = z.infer<typeof zLoop>;

/** Reads which segments the loop in this folder has. */
export async function readLoop(mediaDir: string): Promise<Loop> {
  return zLoop.parse(JSON.parse(await readFile(path.join(mediaDir, 'loop.json'), 'utf8')));
}
