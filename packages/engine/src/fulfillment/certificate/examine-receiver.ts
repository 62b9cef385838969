import { Inject, Injectable } from '@nestjs/common';
import type { CertificateCheck } from '@sidestall/contracts';
import { canonicalJson, type CertificateId, type Clock } from '@sidestall/kernel';
import { HouseSeal } from '../../ordering/house-seal.ts';
import type { EngineConfig } from '../../platform/config.ts';
import { Database, type Tx } from '../../platform/database.ts';
import { Handles, type JobAgain, type JobHandler, type JobRun } from '../../platform/job-handler.ts';
import { CLOCK, ENGINE_CONFIG } from '../../platform/tokens.ts';
import { postWebhook } from '../post-webhook.ts';
import { openSecret } from '../sealed-secret.ts';
import { examineReceiver } from './certificate.jobs.ts';
import { CertificateStore, type CertificateRecord } from './certificate.store.ts';
import { CHECKS, FIRST_CHECK, PROBED_CHECKS, type Check, type Status } from './checks.ts';
import { LetterDesk, type Letter } from './letter-desk.ts';
import { effectsLine, lineOf, skippedLine, speedLine, verdictOf, type Seen } from './verdict.ts';

/** A receiver may act after it has answered; so long it has to say so. */
const GRACE_SECONDS = 2;

/** Sends a receiver what goes wrong in the world, right and wrong messages in turn, and seals what came of it. */
@Injectable()
@Handles(examineReceiver)
export class ExamineReceiverHandler implements JobHandler<typeof examineReceiver> {
  constructor(
    private readonly database: Database,
    private readonly store: CertificateStore,
    private readonly house: HouseSeal,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_CONFIG) private readonly config: EngineConfig,
  ) {}

  async handle({ certificateId }: { certificateId: CertificateId }, run: JobRun): Promise<void | JobAgain> {
    const certificate = await this.store.find(this.database, certificateId);
    if (certificate?.state !== 'running') return;
    if (certificate.checks) {
      await this.database.transaction((tx) => this.#seal(tx, certificate, certificate.checks!));
      return;
    }
    const lines = await this.#examine(certificate, run.signal);
    await this.database.transaction((tx) => this.store.keepLines(tx, certificateId, lines));
    return { again: { seconds: GRACE_SECONDS } };
  }

  async #examine(certificate: CertificateRecord, signal: AbortSignal): Promise<CertificateCheck[]> {
    const wanted = PROBED_CHECKS.map(({ name, acts }) => ({ name, acts: acts! }));
    const probes = await this.database.transaction((tx) => this.store.renewProbes(tx, certificate.id, wanted));
    const secrets = certificate.sealedSecrets.map((sealed) => openSecret(sealed, this.config.appSecret));
    const lines: CertificateCheck[] = [];
    let slowest = 0;
    for (const check of CHECKS) {
      signal.throwIfAborted();
      if (lines[0]?.outcome === 'failed') {
        lines.push(skippedLine(check));
        continue;
      }
      // Written when it is sent: the time in it is the time of the attempt.
      const desk = new LetterDesk(certificate.id, secrets, this.clock.now(), probes);
      const seen = await this.#send(certificate.url, check, desk);
      const line = lineOf(check, seen);
      lines.push(line);
      if (line.outcome === 'passed') slowest = Math.max(slowest, seen.milliseconds);
    }
    return lines[0]!.name === FIRST_CHECK.name && lines[0]!.outcome === 'failed'
      ? lines
      : [...lines, speedLine(slowest)];
  }

  async #send(url: string, check: Check, desk: LetterDesk): Promise<Seen> {
    const statuses: Status[] = [];
    let errorClass: string | null = null;
    let milliseconds = 0;
    for (const group of check.letters(desk)) {
      const answers = await Promise.all(group.map((letter) => this.#post(url, letter)));
      for (const answer of answers) {
        statuses.push(answer.status);
        if (answer.status === null) errorClass = answer.errorClass;
        milliseconds = Math.max(milliseconds, answer.milliseconds);
      }
    }
    return { statuses, errorClass, milliseconds };
  }

  async #post(url: string, { headers, body }: Letter) {
    const from = performance.now();
    const { allowPrivateHosts } = this.config.webhooks;
    const { status, errorClass } = await postWebhook({ url, headers, body, allowPrivateHosts });
    return { status, errorClass, milliseconds: Math.round(performance.now() - from) };
  }

  /** Counts what the receiver says it did, and fixes all of it under the house's key. */
  async #seal(tx: Tx, certificate: CertificateRecord, lines: readonly CertificateCheck[]): Promise<void> {
    const isExamined = lines[0]!.outcome !== 'failed';
    const checks = isExamined ? [...lines, effectsLine(await this.store.acts(tx, certificate.id))] : [...lines];
    const state = verdictOf(checks);
    const { now } = (await tx.one<{ now: Date }>('SELECT now() AS now'))!;
    const content = canonicalJson({
      form: 1,
      certificate: certificate.id,
      retailer: certificate.retailer,
      url: certificate.url.replace(/[?#].*$/s, ''),
      startedAt: certificate.startedAt.toISOString(),
      finishedAt: now.toISOString(),
      verdict: state,
      checks,
    });
    const seal = await this.house.seal(tx, content);
    await this.store.finish(tx, certificate.id, now, { state, checks, content, ...seal });
  }
}
