import type { AddressInfo } from 'node:net';
import { SandboxClock } from './clock.ts';
import type { Context } from './context.ts';
import { controlDoor } from './control/control-plane.ts';
import { Faults } from './control/faults.ts';
import { AnswerCheck } from './http/answer-check.ts';
import { Api } from './http/api.ts';
import { AnswerBook } from './http/idempotency.ts';
import { createHttpServer } from './http/server.ts';
import type { Door } from './http/call.ts';
import { BrowserAssets } from './pages/browser-assets.ts';
import { challengesDoor } from './pages/challenges.ts';
import { dashboardDoor } from './pages/dashboard.ts';
import { framesDoor } from './pages/frames.ts';
import { onboardingDoor } from './pages/onboarding.ts';
import { cardEntryRoutes, confirmationTokenRoutes } from './routes/confirmation-tokens.ts';
import { accountRoutes } from './routes/accounts.ts';
import { balanceRoutes } from './routes/balance.ts';
import { chargeRoutes } from './routes/charges.ts';
import { connectRoutes } from './routes/connect.ts';
import { customerRoutes } from './routes/customers.ts';
import { disputeRoutes } from './routes/disputes.ts';
import { eventDestinationRoutes } from './routes/event-destinations.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes } from './routes/files.ts';
import { paymentIntentRoutes } from './routes/payment-intents.ts';
import { paymentMethodRoutes } from './routes/payment-methods.ts';
import { payoutRoutes } from './routes/payouts.ts';
import { refundRoutes } from './routes/refunds.ts';
import { riskRoutes } from './routes/risk.ts';
import { setupIntentRoutes } from './routes/setup-intents.ts';
import { taxRoutes } from './routes/tax.ts';
import { topupRoutes } from './routes/topups.ts';
import { transferRoutes } from './routes/transfers.ts';
import { runDueTasks } from './schedule.ts';
import { Store, type Scope } from './store/store.ts';
import { Courier } from './webhooks/courier.ts';
import { keepDestination } from './webhooks/kept-destination.ts';
import { forgetOldEvents } from './webhooks/retention.ts';
import { thinTwin } from './webhooks/notify.ts';

export const SECRET_KEY = 'sk_test_sandbox_sidestall';
const SETTLES_AFTER = 2 * 24 * 60 * 60;
export const PUBLISHABLE_KEY = 'pk_test_sandbox_sidestall';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port: number;
  host?: string;
  /** The journal; without it nothing outlives the process. */
  dataFile?: string;
  /** Where browsers reach the sandbox, if not at its own address. */
  publicUrl?: string;
  /** An endpoint that receives every event, signed with the secret. */
  webhook?: { url: string; secret: string };
  /** An event destination of the platform that receives thin events of accounts, signed with the secret. */
  thinWebhook?: { url: string; secret: string };
  clock?: { now(): Date };
  /** Seconds until a charge's money is available; two days if not said. */
  settlesAfter?: number;
  /** False spares the check of every answer and event against the SDK's types. */
  checksAnswers?: boolean;
  /** Hears of every answer and event that is not as the SDK's types declare, once their schema has been derived. */
  onInfidelity?: (problem: string) => void;
}

export interface Sandbox {
  url: string;
  port: number;
  secretKey: string;
  publishableKey: string;
  /** The sandbox's records, for tests. */
  store: Store;
  close(): Promise<void>;
}

/**
 * Starts a local Stripe: the API that the `stripe` SDK talks to, the stand-in for Stripe.js at `/stripe.js`, webhooks, and a
 * dashboard at `/`. Resolves once it listens; `close` waits for what is under way and leaves the journal complete.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  const store = new Store(options.dataFile);
  const clock = new SandboxClock(store, options.clock);
  const courier = new Courier(store, options.webhook, () => clock.offset);
  const keepEnvironment = (): void => {
    if (options.thinWebhook) keepDestination(store, options.thinWebhook, clock.seconds);
  };
  keepEnvironment();
  forgetOldEvents(store, clock.seconds);
  const faults = new Faults(store);
  const answers = new AnswerBook();
  const check = options.checksAnswers === false ? undefined : AnswerCheck.load(options.onInfidelity ?? reportOnce());
  let publicUrl = options.publicUrl ?? '';
  const contextFor = (
    scope: Scope,
    request: Context['request'] = { id: null, idempotencyKey: null },
    isPublishable = false,
  ): Context => ({
    store,
    scope,
    now: clock.seconds,
    realNow: Date.now(),
    settlesAfter: options.settlesAfter ?? SETTLES_AFTER,
    publicUrl,
    request,
    isPublishable,
    onEvent: (event, eventScope) => {
      check?.event(event);
      if (courier.wantsThin(event)) courier.acceptThin(store.platform.put('thin_event', thinTwin(event)));
      return courier.accept(event, eventScope);
    },
    onThinEvent: (event, destination) => {
      check?.thinEvent(event);
      courier.acceptThin(event, destination);
    },
  });
  const settle = (): void => {
    if (!store.due.has(clock.seconds)) return;
    runDueTasks(store, clock.seconds, (scope, now) => ({ ...contextFor(scope), now }));
    store.flush();
  };
  const routes = [
    ...paymentIntentRoutes,
    ...confirmationTokenRoutes,
    ...chargeRoutes,
    ...paymentMethodRoutes,
    ...customerRoutes,
    ...refundRoutes,
    ...riskRoutes,
    ...balanceRoutes,
    ...eventRoutes,
    ...transferRoutes,
    ...topupRoutes,
    ...taxRoutes,
    ...setupIntentRoutes,
    ...disputeRoutes,
    ...fileRoutes,
    ...payoutRoutes,
    ...accountRoutes,
    ...connectRoutes,
    ...eventDestinationRoutes,
  ];
  const api = new Api({
    store,
    routes,
    cardEntryRoutes,
    answers,
    faults,
    milliseconds: () => clock.milliseconds,
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    contextFor,
    settle,
  });
  const health: Door = ({ url }) =>
    url.pathname === '/health'
      ? { status: 200, headers: { 'content-type': 'application/json' }, body: '{"status":"ok"}' }
      : undefined;
  const doors: Door[] = [
    health,
    controlDoor({ store, clock, courier, faults, contextFor, settle, onReset: keepEnvironment }),
    challengesDoor(store, contextFor),
    onboardingDoor(store, () => contextFor(store.platform)),
    framesDoor(new BrowserAssets()),
    dashboardDoor(),
  ];
  const server = createHttpServer(doors, api, (call, answer) => check?.answer(call, answer));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
  publicUrl ||= url;
  const heartbeat = setInterval(() => {
    settle();
    if (clock.seconds % 60 === 0) answers.prune(store.scopes(), clock.milliseconds);
  }, 1000);
  heartbeat.unref();
  return {
    url,
    port,
    secretKey: SECRET_KEY,
    publishableKey: PUBLISHABLE_KEY,
    store,
    close: async () => {
      clearInterval(heartbeat);
      await courier.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      store.close();
    },
  };
}

function reportOnce(): (problem: string) => void {
  const told = new Set<string>();
  return (problem) => {
    const kind = problem.replaceAll(/_[A-Za-z0-9]{10,}|\[\d+\]/g, '');
    if (told.has(kind)) return;
    told.add(kind);
    console.error(`stripe-sandbox: not as Stripe answers: ${problem}`);
  };
}
