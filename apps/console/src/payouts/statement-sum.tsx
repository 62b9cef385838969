import type { Statement } from '@sidestall/contracts';
import { formatMoney, subtractMoney, zeroMoney, type Money } from '@sidestall/kernel';

const minus = (value: Money): Money => subtractMoney(zeroMoney(value.currency), value);

/** The statement in five figures that add up. */
export function StatementSum({ statement }: { readonly statement: Statement }) {
  const { opening, earned, takenBack, paid, closing } = statement;
  const isOwing = closing.amount < 0;
  return (
    <div className="card grid gap-3 p-4 sm:p-5">
      <dl className="grid max-w-md gap-1.5 tabular-nums">
        <Row label="Owed to you at the start" value={opening} />
        <Row label="Earned" value={earned} />
        <Row label="Taken back" value={minus(takenBack)} />
        <Row label="Paid to you" value={minus(paid)} />
        <div className="mt-1.5 flex items-baseline justify-between gap-4 border-t border-line pt-3 font-semibold">
          <dt>{isOwing ? 'You owe at the end' : 'Owed to you at the end'}</dt>
          <dd className="text-l">{formatMoney(isOwing ? minus(closing) : closing, 'en')}</dd>
        </div>
      </dl>
      <p className="max-w-prose text-s text-soft">
        {isOwing
          ? 'More was taken back than you had left. It is kept from your next earnings; you need not pay anything.'
          : 'What is owed to you is paid as it is released; the lines below say when.'}
      </p>
    </div>
  );
}

function Row({ label, value }: { readonly label: string; readonly value: Money }) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{label}</dt>
      <dd>{formatMoney(value, 'en')}</dd>
    </div>
  );
}
