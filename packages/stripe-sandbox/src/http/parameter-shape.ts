/**
 * One shape of the table: text (`s`), number (`n`), boolean (`b`), anything (`x`), the number of another shape, or one of the
 * composed ones: an enum, a list, a hash of any keys, a shape that an empty value unsets, alternatives, an object. The name
 * of an object's required member ends in `!`.
 */
export type Shape =
  | 's'
  | 'n'
  | 'b'
  | 'x'
  | number
  | { e: (string | number | boolean)[] }
  | { a: Shape }
  | { m: Shape }
  | { z: Shape }
  | { u: Shape[] }
  | { o: Record<string, Shape> };

export interface ParameterTable {
  routes: Record<string, number>;
  shapes: Shape[];
}
