// Draws images/*.svg. Run from the repository root:
//   node --import ./packages/tooling/node/register.mjs packages/testing/seed/generate-images.ts
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { Picture } from './drawing/picture.ts';
import { ceramics } from './pictures/ceramics.ts';
import { coffee } from './pictures/coffee.ts';
import { kitchen } from './pictures/kitchen.ts';
import { logos } from './pictures/logos.ts';
import { knitwear } from './pictures/knitwear.ts';
import type { Pictures } from './pictures/pictures.ts';

const pictures: Pictures = { ...ceramics, ...coffee, ...kitchen, ...logos, ...knitwear };
const folder = new URL('images/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) if (file.endsWith('.svg')) await rm(new URL(file, folder));

let total = 0;
for (const [name, draw] of Object.entries(pictures)) {
  const picture = new Picture(name);
  draw(picture);
  const svg = picture.toString();
  total += svg.length;
  if (svg.length > 6000) console.log(`${name} is ${svg.length} bytes`);
  await writeFile(new URL(`${name}.svg`, folder), svg);
}
console.log(`${Object.keys(pictures).length} pictures, ${Math.round(total / 1024)} kB`);
