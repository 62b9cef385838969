import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { Party, Payout, Statement, StatementLine, StatementQuery } from '@sidestall/contracts';
import {
  CLOCK,
  Database,
  OrderReader,
  Payouts,
  Statements,
  type PartyView,
  type Period,
  type StatementLineRow,
} from '@sidestall/engine';
import { decimalText, type Clock } from '@sidestall/kernel';
import { csvLine, type Cell } from './csv.ts';

const DAY = 24 * 60 * 60 * 1000;
const FILE_PAGE = 500;
const HEADER = [
  'date',
  'kind',
  'order',
  'title',
  'quantity',
  'rate_percent',
  'state',
  'release_at',
  'amount',
  'currency',
];

interface Asked {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}

/** What a party earned, gave back and was paid, as a page and as a file. */
@Injectable()
export class StatementPresenter {
  constructor(
    private readonly database: Database,
    private readonly statements: Statements,
    private readonly payouts: Payouts,
    private readonly orders: OrderReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  party({ id, kind, name, transfers, requirements, balances, trouble }: PartyView): Party {
    return {
      id,
      kind,
      name,
      transfers,
      requirements: [...(requirements ?? [])],
      trouble,
      balances: balances.map(({ nextReleaseAt, ...sums }) => ({
        ...sums,
        nextReleaseAt: nextReleaseAt?.toISOString() ?? null,
      })),
    };
  }

  async statement(view: PartyView, query: StatementQuery): Promise<Statement> {
    const { period, from, to } = await this.#asked(view, query);
    const [sums, page, payouts] = await Promise.all([
      this.statements.sums(this.database, view.id, period),
      this.statements.lines(this.database, view.id, period, { after: query.cursor, limit: query.limit }),
      this.payouts.ofParty(this.database, view.id, period.currency, period.from, period.until),
    ]);
    return {
      party: this.party(view),
      currency: period.currency,
      from,
      to,
      ...sums,
      lines: await this.#lines(page.lines),
      nextCursor: page.next,
      payouts: payouts.map(payoutOf),
    };
  }

  /** The whole period, line by line as it is read: a busy year does not have to fit into memory. */
  async file(view: PartyView, query: StatementQuery): Promise<StreamableFile> {
    const asked = await this.#asked(view, query);
    const name = `statement-${asked.period.currency}-${asked.from}-${asked.to}.csv`;
    return new StreamableFile(Readable.from(this.#rows(view, asked.period)), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="${name}"`,
    });
  }

  async *#rows(view: PartyView, period: Period): AsyncGenerator<string> {
    yield csvLine(HEADER.map((text) => ({ text })));
    let after: string | null = null;
    do {
      const page: { lines: StatementLineRow[]; next: string | null } = await this.statements.lines(
        this.database,
        view.id,
        period,
        { limit: FILE_PAGE, ...(after && { after }) },
      );
      for (const line of await this.#lines(page.lines)) yield csvLine(cellsOf(line));
      after = page.next;
    } while (after);
  }

  async #lines(rows: readonly StatementLineRow[]): Promise<StatementLine[]> {
    const numbers = await this.orders.numbersOf([...new Set(rows.flatMap((row) => row.orderId ?? []))]);
    return rows.map(({ orderId, at, releaseAt, ...row }) => ({
      ...row,
      at: at.toISOString(),
      orderNumber: orderId && (numbers.get(orderId) ?? null),
      releaseAt: releaseAt?.toISOString() ?? null,
    }));
  }

  /** Days are those of UTC, the last one included; left out, the month so far. */
  async #asked(view: PartyView, query: StatementQuery): Promise<Asked> {
    const today = this.clock.now().toISOString().slice(0, 10);
    const to = query.to ?? today;
    const from = query.from ?? `${to.slice(0, 8)}01`;
    const [first] = await this.statements.currenciesOf(this.database, view.id);
    const period = {
      currency: query.currency ?? first ?? 'EUR',
      from: new Date(`${from}T00:00:00Z`),
      until: new Date(Date.parse(`${to}T00:00:00Z`) + DAY),
    };
    return { period, from, to };
  }
}

const payoutOf = (payout: Awaited<ReturnType<Payouts['ofParty']>>[number]): Payout => ({
  id: payout.id,
  amount: { amount: payout.amountMinor, currency: payout.currency },
  status: payout.status as Payout['status'],
  arrivalDate: payout.arrivalDate,
  failure: payout.failureMessage ?? payout.failureCode,
  createdAt: payout.createdAt.toISOString(),
});

/** Basis points as percent, exactly. */
const percent = (basisPoints: number): string =>
  `${Math.trunc(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')}`;

function cellsOf(line: StatementLine): Cell[] {
  const text = (value: string | null): Cell => (value === null ? null : { text: value });
  const number = (value: number | null): Cell => (value === null ? null : { number: String(value) });
  return [
    text(line.at),
    text(line.kind),
    text(line.orderNumber),
    text(line.title),
    number(line.quantity),
    line.rateBp === null ? null : { number: percent(line.rateBp) },
    text(line.state),
    text(line.releaseAt),
    { number: decimalText(line.amount) },
    text(line.amount.currency),
  ];
}
