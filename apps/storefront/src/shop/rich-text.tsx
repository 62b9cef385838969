import { Fragment, useMemo, type ReactNode } from 'react';
import { readRichText, type RichNode } from './safe-html.ts';

function show(nodes: readonly RichNode[]): ReactNode[] {
  return nodes.map((node, index) => {
    if (typeof node === 'string') return <Fragment key={index}>{node}</Fragment>;
    const { tag: Tag, href, children } = node;
    if (Tag === 'br') return <br key={index} />;
    if (Tag !== 'a') return <Tag key={index}>{show(children)}</Tag>;
    return (
      <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
        {show(children)}
      </a>
    );
  });
}

/** A brand's own words about a product. */
export function RichText({ html }: { readonly html: string }) {
  const nodes = useMemo(() => readRichText(html), [html]);
  return <div className="rich">{show(nodes)}</div>;
}
