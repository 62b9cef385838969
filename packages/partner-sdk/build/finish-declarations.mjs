// The compiler rewrites `./x.ts` in the code it emits and leaves it in the declarations; older compilers of our users do
// not follow it there.
import { readdir, readFile, writeFile } from 'node:fs/promises';

const dist = new URL('../dist/', import.meta.url);
for (const name of await readdir(dist)) {
  if (!name.endsWith('.d.ts')) continue;
  const file = new URL(name, dist);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/(from '\.\/[^']+)\.ts'/g, "$1.js'"));
}
