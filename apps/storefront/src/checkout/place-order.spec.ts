import type { Answer, ApiProblem } from '@sidestall/client';
import type { Admission, PlacedOrder, PlaceOrderRequest } from '@sidestall/contracts';
import {
  allowedOf,
  cappedLines,
  newAttempt,
  placeOrder,
  type Outcome,
  type PlaceInLine,
  type Resume,
} from './place-order.ts';

type Placed = Answer<PlacedOrder>;
const order = { id: 'ord_1', number: 'A1' };
const done: Placed = {
  ok: true,
  value: { status: 'authorized', clientSecret: null, orderToken: 't', orderUrl: '/', order } as unknown as PlacedOrder,
};
const challenge: Placed = {
  ok: true,
  value: { ...(done.ok ? done.value : never()), status: 'requires_action', clientSecret: 'pi_1_secret_2' },
};
const problem = (code: string, status: number, extra: object = {}): Placed => ({
  ok: false,
  problem: { code, status, title: code, ...extra } as ApiProblem,
});
const lost = problem('CLIENT.TIMEOUT', 0);
function never(): never {
  throw new Error('unreachable');
}

/** A shop that gives these answers, in order. */
function shop(
  answers: { place?: Placed[]; confirm?: Placed[]; line?: Answer<Admission>[]; leavesAfter?: number },
  bankSays: { message: string } | null = null,
) {
  const keys: string[] = [];
  const tickets: (string | undefined)[] = [];
  const line = [...(answers.line ?? [])];
  const places: number[] = [];
  const steps: string[] = [];
  const place = [...(answers.place ?? [])];
  const confirm = [...(answers.confirm ?? [])];
  const run = (resume: Resume): Promise<Outcome> =>
    placeOrder(resume, {
      calls: {
        placeOrder: (request, key) => {
          keys.push(key);
          tickets.push(request.ticketId);
          return Promise.resolve(place.shift() ?? never());
        },
        confirmOrder: () => Promise.resolve(confirm.shift() ?? never()),
        admission: () => Promise.resolve(line.shift() ?? never()),
      },
      bank: { handleNextAction: () => Promise.resolve(bankSays) },
      onStep: (step) => steps.push(step),
      onLine: ({ ahead }: PlaceInLine) => places.push(ahead),
      hasLeftLine: () => places.length >= (answers.leavesAfter ?? Infinity),
      pause: () => Promise.resolve(),
    });
  return { run, keys, steps, tickets, places };
}
const begin = (): Resume => ({ step: 'place', attempt: newAttempt({} as PlaceOrderRequest) });

describe('placing an order', () => {
  it('is done when the card is authorized', async () => {
    const { run } = shop({ place: [done] });
    expect(await run(begin())).toMatchObject({ kind: 'placed', placed: { order: { number: 'A1' } } });
  });

  it('sends a lost call again with the same key and never with another', async () => {
    const { run, keys } = shop({ place: [lost, problem('IDEMPOTENCY.IN_FLIGHT', 409), done] });
    expect(await run(begin())).toMatchObject({ kind: 'placed' });
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  it('says that the outcome is unknown when no answer comes, and goes on from there with the same key', async () => {
    const first = shop({ place: [lost, lost, lost] });
    const outcome = await first.run(begin());
    expect(outcome.kind).toBe('unknown');
    const second = shop({ place: [done] });
    expect(await second.run((outcome as Extract<Outcome, { kind: 'unknown' }>).resume)).toMatchObject({
      kind: 'placed',
    });
    expect(second.keys[0]).toBe(first.keys[0]);
  });

  it('goes through the challenge of the bank and asks the shop how it ended', async () => {
    const { run, steps } = shop({ place: [challenge], confirm: [done] });
    expect(await run(begin())).toMatchObject({ kind: 'placed' });
    expect(steps).toEqual(['ordering', 'bank', 'ordering']);
  });

  it.each([
    ['Your bank could not confirm it was you.', 'Your bank could not confirm it was you.'],
    [undefined, 'We are unable to authenticate your payment method.'],
  ])('tells of a failed challenge what the shop says, and what Stripe said without it: %#', async (detail, told) => {
    const { run } = shop(
      { place: [challenge], confirm: [problem('PAYMENTS.DECLINED', 402, { detail })] },
      { message: 'We are unable to authenticate your payment method.' },
    );
    expect(await run(begin())).toMatchObject({ kind: 'declined', message: told });
  });

  it('believes the shop when the browser saw a failure that was none', async () => {
    const { run } = shop({ place: [challenge], confirm: [done] }, { message: 'window closed' });
    expect(await run(begin())).toMatchObject({ kind: 'placed' });
  });

  it('asks only for the end of the challenge when that answer was lost', async () => {
    const { run } = shop({ place: [challenge], confirm: [lost, lost, lost] });
    const outcome = (await run(begin())) as Extract<Outcome, { kind: 'unknown' }>;
    expect(outcome).toMatchObject({ kind: 'unknown', resume: { step: 'confirm', orderId: 'ord_1' } });
    const later = shop({ confirm: [done] });
    expect(await later.run(outcome.resume)).toMatchObject({ kind: 'placed' });
    expect(later.keys).toEqual([]);
  });

  it.each([
    [problem('PAYMENTS.DECLINED', 402, { detail: 'No funds.', declineCode: 'insufficient_funds' }), 'declined'],
    [problem('PAYMENTS.CONFIRMATION_INVALID', 422), 'card-again'],
    [problem('ORDERING.QUOTE_CHANGED', 409), 'quote-changed'],
    [problem('ORDERING.QUOTE_EXPIRED', 409), 'quote-expired'],
    [problem('ORDERING.STOCK_GONE', 409, { lines: [{ listingId: 'l', available: 1 }, null] }), 'stock-gone'],
    [problem('ORDERING.CAP_REACHED', 409), 'cap-reached'],
    [problem('ORDERING.COUPON_REFUSED', 409), 'coupon-refused'],
    [problem('ORDERING.OFFER_OVER', 409), 'offer-over'],
    [problem('REQUEST.INVALID', 400), 'refused'],
  ])('turns a refusal into what the viewer can do about it: %#', async (answer, kind) => {
    expect((await shop({ place: [answer] }).run(begin())).kind).toBe(kind);
  });

  it('knows how many of a line this buyer may still have', () => {
    const lines = cappedLines({
      code: 'ORDERING.CAP_REACHED',
      status: 409,
      title: '',
      lines: [{ listingId: 'l', cap: 3, have: 1 }, { listingId: 'm', cap: 1, have: 4 }, { listingId: 'n' }, null],
    });
    expect(lines.map((line) => [line.listingId, allowedOf(line)])).toEqual([
      ['l', 2],
      ['m', 0],
    ]);
  });

  it('names the lines that are gone and how many are left of each', async () => {
    const gone = problem('ORDERING.STOCK_GONE', 409, { lines: [{ listingId: 'l', available: 1 }, { listingId: 'm' }] });
    expect(await shop({ place: [gone] }).run(begin())).toEqual({
      kind: 'stock-gone',
      lines: [
        { listingId: 'l', available: 1 },
        { listingId: 'm', available: 0 },
      ],
    });
  });
});

describe('a buyer who is told to wait', () => {
  const wait = problem('ORDERING.WAIT_YOUR_TURN', 429, { ticketId: 'tkt_1', ahead: 7, secondsLeft: 3 });
  const inLine = (ahead: number): Answer<Admission> => ({
    ok: true,
    value: { ticketId: 'tkt_1', ahead, isAdmitted: ahead === 0, secondsLeft: ahead } as unknown as Admission,
  });
  const gone: Answer<Admission> = {
    ok: false,
    problem: { code: 'ORDERING.TICKET_NOT_FOUND', status: 404, title: 'gone' } as ApiProblem,
  };
  const offline: Answer<Admission> = {
    ok: false,
    problem: { code: 'CLIENT.OFFLINE', status: 0, title: 'offline' } as ApiProblem,
  };

  it('sees how far the line has come, and orders by itself with its place once it is its turn', async () => {
    const { run, tickets, places, keys, steps } = shop({ place: [wait, done], line: [inLine(4), offline, inLine(0)] });
    expect(await run(begin())).toMatchObject({ kind: 'placed' });
    expect(places).toEqual([7, 4]);
    expect(tickets).toEqual([undefined, 'tkt_1']);
    // The first was refused for certain: another body under its key would be refused, too.
    expect(keys[0]).not.toBe(keys[1]);
    expect(steps).toEqual(['ordering', 'line', 'ordering']);
  });

  it('orders nothing once it has left the line', async () => {
    const { run, keys } = shop({ place: [wait], line: [inLine(4)], leavesAfter: 2 });
    expect(await run(begin())).toEqual({ kind: 'left-line' });
    expect(keys).toHaveLength(1);
  });

  it('stands at the end again when its place was lost', async () => {
    const { run, tickets } = shop({ place: [wait, wait, done], line: [gone, inLine(0)] });
    expect(await run(begin())).toMatchObject({ kind: 'placed' });
    expect(tickets).toEqual([undefined, undefined, 'tkt_1']);
  });
});
