import type { Letter, LetterDesk } from './letter-desk.ts';

/** What an answer may be: its status, or null when none came. */
export type Status = number | null;

/** One thing that a receiver must do. */
export interface Check {
  readonly name: string;
  readonly title: string;
  /** What to do about it when it does not. */
  readonly advice: string;
  /** Letters of one group go out at once; one group after the other. */
  letters(desk: LetterDesk): readonly (readonly Letter[])[];
  isRight(statuses: readonly Status[]): boolean;
  /** How often the receiver may act on it, for one that says what it acts on. */
  readonly acts?: number;
}

const isAccepted = (status: Status) => status !== null && status >= 200 && status < 300;
const isRefused = (status: Status) => status !== null && status >= 400 && status < 500;
const allAccepted = (statuses: readonly Status[]) => statuses.every(isAccepted);
const allRefused = (statuses: readonly Status[]) => statuses.every(isRefused);
/** Not acted on, and not broken: an answer, or a connection that the receiver had enough of. */
const isTurnedAway = (statuses: readonly Status[]) => statuses.every((status) => status === null || isRefused(status));
/** "Ask again", as a second copy may be told while the first is being worked on. */
const isLater = (status: Status) => status !== null && [409, 425, 429, 503].includes(status);

const VERIFY = 'Verify the raw bytes of the body before anything else, and answer 401 or 400 when no signature fits.';

const accepted = (name: string, title: string, advice: string, letters: Check['letters'], acts?: number): Check => ({
  name,
  title,
  advice,
  letters,
  isRight: allAccepted,
  ...(acts === undefined ? {} : { acts }),
});

const refused = (name: string, title: string, advice: string, letter: (desk: LetterDesk) => Letter): Check => ({
  name,
  title,
  advice,
  letters: (desk) => [[letter(desk)]],
  isRight: allRefused,
  acts: 0,
});

const withHeaders = (letter: Letter, headers: Record<string, string>): Letter => ({
  ...letter,
  headers: { ...letter.headers, ...headers },
});

const signatureOf = (letter: Letter): string => letter.headers['webhook-signature']!;

const forgeries: readonly Check[] = [
  refused('no_signature', 'Refuses a message without a signature', VERIFY, (desk) => {
    const letter = desk.signed(desk.test('no_signature'));
    const headers = Object.fromEntries(Object.entries(letter.headers).filter(([name]) => name !== 'webhook-signature'));
    return { ...letter, headers };
  }),
  refused('empty_signature', 'Refuses an empty signature', VERIFY, (desk) =>
    withHeaders(desk.signed(desk.test('empty_signature')), { 'webhook-signature': 'v1,' }),
  ),
  refused('forged', 'Refuses what was signed with another secret', VERIFY, (desk) => desk.forged(desk.test('forged'))),
  refused('altered_body', 'Refuses a body that was changed by one letter', VERIFY, (desk) => {
    const letter = desk.signed(desk.test('altered_body', { amount: 1 }));
    return { ...letter, body: letter.body.replace('"amount":1', '"amount":9') };
  }),
  refused('altered_id', 'Refuses an id that was not signed', VERIFY, (desk) =>
    withHeaders(desk.signed(desk.test('altered_id')), { 'webhook-id': desk.newMessageId() }),
  ),
  refused(
    'old_version',
    'Ignores signatures of a version it does not know',
    'Skip what is not v1 or v1a, and refuse when nothing else fits.',
    (desk) => {
      const letter = desk.signed(desk.test('old_version'));
      return withHeaders(letter, { 'webhook-signature': signatureOf(letter).replaceAll('v1,', 'v2,') });
    },
  ),
  refused(
    'huge_signature',
    'Refuses a signature header without end',
    'Bound what you read: a signature is under 100 characters, and a rotation has a few of them.',
    (desk) =>
      withHeaders(desk.forged(desk.test('huge_signature')), {
        'webhook-signature': `v1,${'A'.repeat(43)}= `.repeat(140),
      }),
  ),
];

const replays: readonly Check[] = [
  refused(
    'old',
    'Refuses a message of ten minutes ago',
    'Refuse when webhook-timestamp is more than five minutes off.',
    (desk) => desk.signed(desk.test('old'), { seconds: desk.epochSeconds - 600 }),
  ),
  refused(
    'early',
    'Refuses a message of ten minutes from now',
    'Refuse when webhook-timestamp is more than five minutes off, either way.',
    (desk) => desk.signed(desk.test('early'), { seconds: desk.epochSeconds + 600 }),
  ),
  refused(
    'timestamp_with_letters',
    'Refuses a timestamp with letters behind it',
    'Take digits only: parseInt and its like drop what follows, and then the header is not what was signed.',
    (desk) => {
      const letter = desk.signed(desk.test('timestamp_with_letters'));
      return withHeaders(letter, { 'webhook-timestamp': `${letter.headers['webhook-timestamp']!}abc` });
    },
  ),
];

const repetitions: readonly Check[] = [
  accepted(
    'repeated',
    'Answers 2xx to a message it has had, and acts once',
    'Remember webhook-id; when it comes again, answer 2xx and do nothing.',
    (desk) => {
      const body = desk.test('repeated');
      const id = desk.newMessageId();
      return [[desk.signed(body, { id })], [desk.signed(body, { id })], [desk.signed(body, { id })]];
    },
    1,
  ),
  {
    name: 'repeated_at_once',
    title: 'Acts once on a message that comes three times at the same moment',
    advice: 'Take the id in one step (a primary key), before you act; let the others wait (503) or answer them 2xx.',
    letters: (desk) => {
      const body = desk.test('repeated_at_once');
      const id = desk.newMessageId();
      const again = () => desk.signed(body, { id });
      return [[again(), again(), again()], [again()]];
    },
    isRight: (statuses) =>
      statuses.some(isAccepted) &&
      statuses.slice(0, -1).every((it) => isAccepted(it) || isLater(it)) &&
      isAccepted(statuses.at(-1)!),
    acts: 1,
  },
  accepted(
    'out_of_order',
    'Takes old news for what it is: a cancellation, then the request it canceled',
    'Compare data.sequence with the last one you saw of this fulfillment order; answer 2xx to an older one and do nothing.',
    (desk) => {
      const order = desk.nobodysOrder('canceled');
      return [
        [desk.signed(desk.aboutNobody(order, 'fulfillment_order.canceled', 2))],
        [desk.signed(desk.aboutNobody({ ...order, state: 'requested' }, 'fulfillment_order.requested', 1))],
      ];
    },
  ),
];

const tolerance: readonly Check[] = [
  accepted(
    'rotated',
    'Believes a message with a signature it does not know beside the right one',
    'Read webhook-signature as a list with spaces between; one that fits is enough, wherever it stands.',
    (desk) => [[desk.rotated(desk.test('rotated'), true)], [desk.rotated(desk.test('rotated'), false)]],
  ),
  accepted(
    'new_version_beside',
    'Believes a message with a signature of a new version beside the right one',
    'Skip versions you do not know instead of refusing the message.',
    (desk) => {
      const letter = desk.signed(desk.test('new_version_beside'));
      const headers = { 'webhook-signature': `v2,bmV3 ${signatureOf(letter)}` };
      return [[withHeaders(letter, headers)]];
    },
  ),
  accepted(
    'unknown_type',
    'Answers 2xx to a kind of message it does not know',
    'Acknowledge what you do not use: new kinds come with time, and a failure is sent again for three days.',
    (desk) => [[desk.signed(desk.test('unknown_type', {}, 'later.invention'))]],
  ),
  accepted(
    'new_fields',
    'Reads a message with fields it does not know',
    'Read the fields you need and leave the others; letters beyond ASCII are UTF-8.',
    (desk) => [[desk.signed(desk.test('new_fields', { later: { invention: ['Füße', '靴', '👟'] } }))]],
  ),
  accepted('big', 'Takes a message of 200 kB', 'Allow bodies of 256 KiB; most are under 20 kB.', (desk) => [
    [desk.signed(desk.test('big', { padding: 'x'.repeat(200_000) }))],
  ]),
];

const rubbish: readonly Check[] = [
  {
    ...refused('endless', 'Turns away two megabytes', 'Stop reading at a bound and answer 413.', (desk) =>
      desk.forged(desk.test('endless', { padding: 'x'.repeat(2_000_000) })),
    ),
    isRight: isTurnedAway,
  },
  refused('empty', 'Refuses an empty body, though it is signed', 'Answer 400 to what is not a message.', (desk) =>
    desk.signed(''),
  ),
  refused('not_json', 'Refuses what is not JSON, though it is signed', 'Answer 400 to what is not a message.', (desk) =>
    desk.signed('hello'),
  ),
  {
    name: 'content_type',
    title: 'Does not break over a content type it did not expect',
    advice: 'Read raw bytes whatever the content type says; answer 2xx, or 415.',
    letters: (desk) => [
      [withHeaders(desk.signed(desk.test('content_type')), { 'content-type': 'text/plain; charset=iso-8859-1' })],
    ],
    isRight: (statuses) => statuses.every((status) => isAccepted(status) || isRefused(status)),
  },
];

/** The first: a receiver that does not take a right message is not examined further. */
export const FIRST_CHECK: Check = accepted(
  'signed',
  'Accepts a message that is signed',
  'Is this the right address, and does the receiver verify with the secret of this endpoint?',
  (desk) => [[desk.signed(desk.test('signed'))]],
  1,
);

/** The last: whatever went before, it is still there. */
const LAST_CHECK: Check = accepted(
  'still_there',
  'Goes on working after all of this',
  'Something above took the receiver down: catch what goes wrong for each request by itself.',
  (desk) => [[desk.signed(desk.test('still_there'))]],
);

/** All that a receiver is examined for, in the order it happens. */
export const CHECKS: readonly Check[] = [
  FIRST_CHECK,
  ...forgeries,
  ...replays,
  ...repetitions,
  ...tolerance,
  ...rubbish,
  LAST_CHECK,
];

/** Those that a receiver may be asked how often it acted on. */
export const PROBED_CHECKS = CHECKS.filter((check) => check.acts !== undefined);
