import type { Picture } from '../drawing/picture.ts';

/** File name without `.svg` to what paints it. */
export type Pictures = Readonly<Record<string, (p: Picture) => void>>;
