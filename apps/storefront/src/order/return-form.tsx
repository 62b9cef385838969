import { isOutcomeUnknown, newIdempotencyKey, type Answer } from '@sidestall/client';
import type { Return, ReturnRequest } from '@sidestall/contracts';
import { useEffect, useId, useRef, useState } from 'react';
import type { Words } from '../words/words.ts';
import type { ReturnableLine } from './returnable.ts';

const REASONS = ['changed_mind', 'damaged', 'not_as_described', 'wrong_item', 'late', 'other'] as const;

export interface ReturnFormProps {
  readonly brands: ReadonlyMap<string, readonly ReturnableLine[]>;
  readonly words: Words;
  readonly ask: (request: ReturnRequest, idempotencyKey: string) => Promise<Answer<Return>>;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Which pieces go back, and why. Its key lives as long as the form: two presses announce one return. */
export function ReturnForm({ brands, words, ask, onDone, onCancel }: ReturnFormProps) {
  const [brand, setBrand] = useState([...brands.keys()][0]!);
  const [units, setUnits] = useState<Readonly<Record<string, number>>>({});
  const [reason, setReason] = useState<ReturnRequest['reason']>('changed_mind');
  const [note, setNote] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isSending, setIsSending] = useState(false);
  const key = useRef(newIdempotencyKey());
  const form = useRef<HTMLFormElement>(null);
  const noteId = useId();
  useEffect(() => form.current?.querySelector<HTMLElement>('select')?.focus(), []);
  const choices = brands.get(brand) ?? [];

  const send = async () => {
    if (isSending) return;
    const lines = choices
      .map(({ line }) => ({ lineId: line.id, quantity: units[line.id] ?? 0 }))
      .filter((line) => line.quantity > 0);
    if (lines.length === 0) return setTrouble(words.t('return.none'));
    setIsSending(true);
    setTrouble(null);
    const answer = await ask({ lines, reason, ...(note.trim() && { note: note.trim() }) }, key.current);
    setIsSending(false);
    if (answer.ok) return onDone();
    if (!isOutcomeUnknown(answer.problem)) key.current = newIdempotencyKey();
    setTrouble(words.t(answer.problem.code === 'ORDERING.RETURN_TOO_LATE' ? 'return.tooLate' : 'return.failed'));
  };

  return (
    <form
      ref={form}
      className="parcel return-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {brands.size > 1 && (
        <label>
          <span>{words.t('return.brand')}</span>
          <select value={brand} onChange={(event) => setBrand(event.currentTarget.value)}>
            {[...brands.keys()].map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {choices.map(({ line, units: most }) => (
        <label key={line.id}>
          <span>
            {words.t('return.pieces', {
              title: line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title,
            })}
          </span>
          <select
            value={units[line.id] ?? 0}
            onChange={(event) => {
              const count = Number(event.currentTarget.value);
              setUnits((now) => ({ ...now, [line.id]: count }));
            }}
          >
            {Array.from({ length: most + 1 }, (_, count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label>
        <span>{words.t('return.reason')}</span>
        <select value={reason} onChange={(event) => setReason(event.currentTarget.value as ReturnRequest['reason'])}>
          {REASONS.map((each) => (
            <option key={each} value={each}>
              {words.t(`return.reason.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label htmlFor={noteId}>
        <span>{words.t('return.note')}</span>
        <textarea
          id={noteId}
          rows={2}
          maxLength={500}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      {trouble && (
        <p className="notice" role="alert">
          {trouble}
        </p>
      )}
      <div className="return-actions">
        <button type="button" className="plain" disabled={isSending} onClick={onCancel}>
          {words.t('return.cancel')}
        </button>
        <button type="submit" className="main" aria-busy={isSending} disabled={isSending}>
          {words.t(isSending ? 'return.sending' : 'return.send')}
        </button>
      </div>
    </form>
  );
}
