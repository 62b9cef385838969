/** A cell of a table; numbers that are not floats are given as text. */
export type Cell = { readonly text: string } | { readonly number: string } | null;

/** Text a spreadsheet would take for a formula is kept text by an apostrophe in front of it. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** One line after RFC 4180. */
export const csvLine = (cells: readonly Cell[]): string =>
  `${cells.map((cell) => (cell === null ? '' : 'number' in cell ? cell.number : quoted(inert(cell.text)))).join(',')}\r\n`;
