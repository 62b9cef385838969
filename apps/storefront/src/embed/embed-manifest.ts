/** What a release of the widget is made of, as `/w/<version>/manifest.json` says it. */
export interface EmbedManifest {
  readonly version: string;
  /** The address to embed, from the root of the storefront's origin; its content never changes. */
  readonly loader: string;
  /** Subresource Integrity of each file of the release, by address. */
  readonly integrity: Readonly<Record<string, string>>;
}

/** Lists the files of a release; `hash` answers a `sha384-…` value. */
export function embedManifest(
  version: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  hash: (content: string | Uint8Array) => string,
): EmbedManifest {
  const folder = `w/${version}/`;
  const loader = `${folder}loader.js`;
  if (!(loader in files)) throw new Error(`The release has no ${loader}`);
  const own = Object.keys(files)
    .filter((name) => name.startsWith(folder))
    .sort();
  return {
    version,
    loader: `/${loader}`,
    integrity: Object.fromEntries(own.map((name) => [`/${name}`, hash(files[name]!)])),
  };
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The two lines a page embeds, of one release that can never change under it. */
export function embedSnippet(manifest: EmbedManifest, storefront: string, stream: string): string {
  const { origin } = new URL(storefront);
  const integrity = manifest.integrity[manifest.loader];
  if (!integrity) throw new Error('The manifest says nothing of its loader');
  return [
    `<script type="module" src="${origin}${manifest.loader}" integrity="${integrity}" crossorigin></script>`,
    `<side-stall stream="${escaped(stream)}"><a href="${origin}/">Shop this show</a></side-stall>`,
  ].join('\n');
}
