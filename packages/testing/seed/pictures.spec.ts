import { readdirSync, readFileSync } from 'node:fs';

const at = (path: string) => new URL(path, import.meta.url);
const read = (path: string) => readFileSync(at(path), 'utf8');
const named = [...new Set((read('products.csv') + read('brands.json')).match(/seed\/images\/[^,"\s]+/g))]
  .map((path) => path.replace('seed/images/', ''))
  .toSorted();
const drawn = readdirSync(at('images/')).toSorted();

/** What a strict XML parser would refuse, or null. Browsers show such a picture as a broken image. */
function flawOf(svg: string): string | null {
  const open: string[] = [];
  const text = svg.replaceAll(
    /<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/g,
    (_, closing, tag, attributes, empty) => {
      const names = [...String(attributes).matchAll(/([\w:-]+)="/g)].map(([, name]) => name);
      const twice = names.find((name, i) => names.indexOf(name) !== i);
      if (twice !== undefined) return `<${tag}> has ${twice} twice`;
      if (!closing && !empty) open.push(String(tag));
      return closing && open.pop() !== tag ? `</${tag}> closes nothing` : '';
    },
  );
  const stray = /.{0,20}[<>&].{0,40}/.exec(text);
  if (stray) return stray[0];
  return open.length > 0 ? `<${open.join('><')}> stays open` : null;
}

describe('the pictures of the seed shop', () => {
  it('are all drawn: every picture the catalog and the brands name exists', () => {
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((file) => !drawn.includes(file))).toEqual([]);
  });

  it('are all shown: no picture lies in the folder without a product or a brand', () => {
    expect(drawn.filter((file) => !named.includes(file))).toEqual([]);
  });

  it.each(drawn)('%s is well-formed, 800 by 800, and paints only with what it defines', (file) => {
    const svg = read(`images/${file}`);
    expect(flawOf(svg)).toBeNull();
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 800 800">/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)].map(([, id]) => id);
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe('the check of a picture', () => {
  it('refuses an attribute given twice, a tag left open and a wrong closing tag', () => {
    expect(flawOf('<svg><path d="M0 0" d="M1 1"/></svg>')).toBe('<path> has d twice');
    expect(flawOf('<svg><g></svg>')).toContain('closes nothing');
    expect(flawOf('<svg><g>')).toBe('<svg><g> stays open');
    expect(flawOf('<svg><path d="a<b"/></svg>')).not.toBeNull();
  });
});
