import { readRichText, type RichNode } from './safe-html.ts';

const show = (nodes: RichNode[]): string =>
  nodes
    .map((node) =>
      typeof node === 'string' ? node : `[${node.tag}${node.href ? ` ${node.href}` : ''}:${show(node.children)}]`,
    )
    .join('');
const read = (html: string) => show(readRichText(html));

describe('a description', () => {
  it('keeps paragraphs, lists, emphasis and links', () => {
    expect(
      read(
        '<p>Made by <b>hand</b> &amp; <a href="https://x.test/a?b=1&amp;c">fired</a></p>\n<ul>\n<li>One</li>\n<li>Two</ul>',
      ),
    ).toBe(
      '[p:Made by [strong:hand] & [a https://x.test/a?b=1&c:fired]][ul:[li:One][li:Two]]'.replace(
        '[li:One]',
        '[li:One]',
      ),
    );
  });

  it.each([
    ['<script>alert(1)</script>ok', 'ok'],
    ['<img src=x onerror=alert(1)>ok', 'ok'],
    ['<a href="javascript:alert(1)">ok</a>', 'ok'],
    ['<a href="java&#115;cript:alert(1)">ok</a>', 'ok'],
    ['<svg><p>no</p></svg>ok', 'ok'],
    ['<p onclick="x">ok', '[p:ok]'],
    ['<!-- <p> -->ok', 'ok'],
    ['a < b and 3 > 2', 'a < b and 3 > 2'],
    ['&lt;b&gt;ok&lt;/b&gt;', '<b>ok</b>'],
    ['<style>p{}', ''],
  ])('is harmless whatever it holds: %s', (html, expected) => {
    expect(read(html)).toBe(expected);
  });
});
