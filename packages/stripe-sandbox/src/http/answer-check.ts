import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer, Call } from './call.ts';
import { SchemaChecker, type SchemaDocument } from './json-schema.ts';

interface ErrorEnvelope {
  error?: Record<string, unknown>;
}

const ERROR_MEMBERS = new Set([
  'advice_code',
  'charge',
  'code',
  'decline_code',
  'doc_url',
  'message',
  'network_advice_code',
  'network_decline_code',
  'param',
  'payment_intent',
  'payment_method',
  'payment_method_type',
  'request_log_url',
  'setup_intent',
  'source',
  'type',
]);
const ERROR_OBJECTS = { payment_intent: 'PaymentIntent', setup_intent: 'SetupIntent', payment_method: 'PaymentMethod' };

/**
 * Holds every answer and every event against JSON Schema derived from the installed SDK's own types. It is there once
 * the schema has been derived (by the build and by the tests) and tells what is wrong; what follows is for others to say.
 */
export class AnswerCheck {
  readonly #schema: SchemaChecker;
  readonly #routes: { method: string; pattern: RegExp; name: string }[];
  readonly #onProblem: (problem: string) => void;

  constructor(document: SchemaDocument, onProblem: (problem: string) => void) {
    this.#schema = new SchemaChecker(document);
    this.#onProblem = onProblem;
    this.#routes = Object.keys(document.$defs)
      .filter((name) => name.startsWith('answer '))
      .map((name) => {
        const [, method = '', target = ''] = name.split(' ');
        return { method, pattern: new RegExp(`^${target.replaceAll(':id', '[\\w.@-]+')}$`), name };
      })
      .toSorted((one, other) => one.name.split(':').length - other.name.split(':').length);
  }

  /** The check, where its schema has been derived beside this package's build. */
  static load(onProblem: (problem: string) => void): AnswerCheck | undefined {
    const file = schemaFile();
    if (!file) return undefined;
    return new AnswerCheck(JSON.parse(readFileSync(file, 'utf8')) as SchemaDocument, onProblem);
  }

  /** An answer as it goes over the wire. A publishable key may see less than the SDK's types say, and nothing else. */
  answer(call: Call, answer: Answer): void {
    if (call.method === 'OPTIONS') return;
    const isBrowser = /pk_test_/.test(`${call.headers.authorization ?? ''} ${call.url.search} ${call.body}`);
    const concerns = (problem: string): boolean => !isBrowser || !problem.endsWith(' is missing');
    const where = `${call.method} ${call.url.pathname}`;
    const body = JSON.parse(answer.body.toString()) as unknown;
    if (answer.status >= 400) {
      this.#tell(where, this.#errorProblems((body as ErrorEnvelope).error).filter(concerns));
      return;
    }
    const route = this.#routes.find(({ method, pattern }) => method === call.method && pattern.test(call.url.pathname));
    if (route) this.#tell(where, this.#schema.problems(body, route.name).filter(concerns));
  }

  /** A snapshot event as it is told. */
  event(event: object & { type: string }): void {
    this.#tell(`event ${event.type}`, this.#schema.problems(onTheWire(event), 'event'));
  }

  /** A thin event, both as it is kept and as an event destination receives it: without its data. */
  thinEvent(event: object & { type: string }): void {
    const kept = this.#schema.problems(onTheWire(event), 'answer GET /v2/core/events/:id');
    const sent = this.#schema.problems(onTheWire({ ...event, data: undefined }), 'thin event');
    this.#tell(`thin event ${event.type}`, [...kept, ...sent]);
  }

  #errorProblems(error: Record<string, unknown> | undefined): string[] {
    if (!error || typeof error['message'] !== 'string' || typeof error['type'] !== 'string')
      return ['the error has no type or no message'];
    const strange = Object.keys(error).filter((name) => !ERROR_MEMBERS.has(name));
    const inside = Object.entries(ERROR_OBJECTS).flatMap(([name, type]) =>
      error[name] === undefined ? [] : this.#schema.problems(error[name], `error ${type}`),
    );
    return [...strange.map((name) => `error.${name} is not Stripe's`), ...inside];
  }

  #tell(where: string, problems: string[]): void {
    for (const problem of problems) this.#onProblem(`${where}: ${problem}`);
  }
}

const onTheWire = (value: object): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function schemaFile(): string | undefined {
  const isBuilt = import.meta.url.endsWith('.js');
  const folder = fileURLToPath(new URL(isBuilt ? './' : '../../dist/', import.meta.url));
  if (!existsSync(folder)) return undefined;
  const name = readdirSync(folder).find((entry) => /^answer-schema-.+\.json$/.test(entry));
  return name && path.join(folder, name);
}
