import sanitizeHtml from 'sanitize-html';

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: 'h2 h3 h4 p div br ul ol li blockquote strong em b i u s a table thead tbody tr th td'.split(' '),
  allowedAttributes: { a: ['href', 'rel', 'target'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'title', 'iframe', 'object', 'svg', 'math'],
  transformTags: {
    // A page shows the product's title as its first heading; the brand's own begin below it.
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow noopener', target: '_blank' }),
  },
};

/**
 * What viewers may be shown of a brand's HTML: headings, paragraphs, lists, tables, emphasis and links. Everything that runs,
 * loads, frames or styles is taken out; plain text stays the same words.
 */
export const sanitizeProductHtml = (html: string): string => sanitizeHtml(html, OPTIONS).trim();
