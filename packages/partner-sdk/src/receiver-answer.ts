/** What to answer a webhook with. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer that says why in words, for the attempt log of the sender. */
export function answer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): ReceiverAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ message: text }),
  };
}
