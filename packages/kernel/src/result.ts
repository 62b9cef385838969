/** A value or an expected failure. Thrown means a bug; everything a caller must handle comes back as `err`. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** The success of a `Result`. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** The expected failure of a `Result`; `error` carries a `code`. */
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });
