import { sanitizeProductHtml } from './product-html.ts';

describe('what viewers are shown of a brand’s HTML', () => {
  it.each([
    ['plain words stay', 'Pots & pans <3', 'Pots &amp; pans &lt;3'],
    ['headings begin below the title', '<h1>Clay</h1><h6>Care</h6>', '<h2>Clay</h2><h4>Care</h4>'],
    ['lists and emphasis stay', '<ul><li><b>Wheel-thrown</b></li></ul>', '<ul><li><b>Wheel-thrown</b></li></ul>'],
    [
      'size tables stay, without their styling',
      '<table style="x"><tr><td width=3>S</td></tr></table>',
      '<table><tr><td>S</td></tr></table>',
    ],
    ['scripts go, with what they say', 'a<script>alert(1)</script>b', 'ab'],
    ['handlers and styles go', '<p onclick="x()" style="position:fixed" class="y">a</p>', '<p>a</p>'],
    [
      'frames, forms, pictures and drawings go',
      '<iframe src="x">i</iframe><form>f</form><img src=x onerror=y><svg><a>s</a></svg>',
      'f',
    ],
    [
      'a link opens elsewhere and vouches for nothing',
      '<a href="https://x.test/">x</a>',
      '<a href="https://x.test/" rel="nofollow noopener" target="_blank">x</a>',
    ],
    [
      'an address that runs something goes',
      '<a href="javascript:alert(1)">x</a>',
      '<a rel="nofollow noopener" target="_blank">x</a>',
    ],
    [
      'an address of no scheme of its own goes',
      '<a href="//x.test">x</a>',
      '<a rel="nofollow noopener" target="_blank">x</a>',
    ],
    ['a comment goes', 'a<!-- <b> -->b', 'ab'],
  ])('%s', (_, html, shown) => {
    expect(sanitizeProductHtml(html)).toBe(shown);
  });

  it('is the same when sanitized again', () => {
    const once = sanitizeProductHtml('<div><p>a &amp; b<br>c</p><a href="mailto:x@y.z">m</a></div>');
    expect(sanitizeProductHtml(once)).toBe(once);
  });
});
