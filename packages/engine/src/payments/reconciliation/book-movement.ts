import { Inject, Injectable } from '@nestjs/common';
import { money, type LedgerTxId } from '@sidestall/kernel';
import { credit, debit, pspFee, stripeBalance, suspense } from '@sidestall/ledger';
import { kindOfMovement, type MovementKind } from '@sidestall/payments';
import { LedgerService } from '../../ledger/ledger.service.ts';
import { PspLinks, type LinkPart } from '../../ledger/psp-links.ts';
import type { Tx } from '../../platform/database.ts';
import type { Logger } from '../../platform/logger.ts';
import { Outbox } from '../../platform/outbox.ts';
import { LOGGER } from '../../platform/tokens.ts';
import { disputeMentioned, refundMentioned, transferMentioned } from '../facts.ts';
import type { Movement } from '../stripe/balance.gateway.ts';
import { MovementExplainer } from './movement-explainer.ts';
import { MovementStore } from './movement.store.ts';

/** `waiting`: what explains it may still be on its way to us. */
export type Booked = 'booked' | 'waiting' | 'suspense';

const partOf = ({ amountMinor, feeMinor }: Movement, part: LinkPart): number =>
  part === 'amount' ? amountMinor : -feeMinor;

/**
 * Explains one movement of our balance at Stripe: the one place that does, whoever heard of it. Each part, the amount and
 * the fee, is tied to one transaction of the ledger, once. What nobody can explain in time goes to suspense, with an alert.
 */
@Injectable()
export class BookMovement {
  constructor(
    private readonly ledger: LedgerService,
    private readonly links: PspLinks,
    private readonly explainer: MovementExplainer,
    private readonly movements: MovementStore,
    private readonly outbox: Outbox,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute(tx: Tx, movement: Movement): Promise<Booked> {
    await this.movements.keep(tx, movement);
    // One at a time: two that found the same part loose must not both put it into suspense.
    await tx.rows(`SELECT 1 FROM payments.balance_movement WHERE id = $1 FOR UPDATE`, [movement.id]);
    const kind = kindOfMovement(movement);
    const loose = await this.#looseParts(tx, movement);
    if (loose.length === 0) return 'booked';
    const txId = await this.explainer.transactionOf(tx, movement, kind);
    const left: LinkPart[] = [];
    for (const part of loose) {
      const explains = part === 'fee' && !isDispute(kind) ? await this.#fee(tx, movement) : txId;
      if (explains) await this.#link(tx, movement, part, explains);
      else left.push(part);
    }
    if (left.length === 0) return 'booked';
    if (kind !== 'unknown' && (await this.movements.isYoung(tx, movement.id))) {
      await this.#mention(tx, movement, kind);
      return 'waiting';
    }
    await this.#suspend(tx, movement, left);
    return 'suspense';
  }

  /** Takes a movement out of suspense that can be explained by now; false when it still cannot. */
  async explain(tx: Tx, movement: Movement): Promise<boolean> {
    const tied = (await this.links.linked(tx, [movement.id])).find((link) => link.part === 'amount');
    const suspenseTx = await this.ledger.find(tx, `suspense-${movement.id}`);
    if (!suspenseTx || tied?.txId !== suspenseTx) return false;
    const txId = await this.explainer.transactionOf(tx, movement, kindOfMovement(movement));
    if (!txId) return false;
    const sum = money(await this.#sumOf(tx, suspenseTx, movement), movement.currency);
    await this.ledger.post(tx, {
      idemKey: `suspense-${movement.id}-explained`,
      kind: 'suspense-explained',
      entries: [debit(suspense(movement.currency), sum), credit(stripeBalance(movement.currency), sum)],
      reverses: suspenseTx,
      meta: { explains: txId },
    });
    return true;
  }

  /** Its cause is unknown to us yet, perhaps because no event told of it: then this one does. */
  async #mention(tx: Tx, { source }: Movement, kind: MovementKind): Promise<void> {
    if (!source) return;
    const options = { key: source };
    if (kind === 'refund' || kind === 'refund-failure') {
      await this.outbox.publish(tx, refundMentioned, { stripeRefund: source }, options);
    } else if (isDispute(kind)) {
      await this.outbox.publish(tx, disputeMentioned, { stripeDispute: source }, options);
    } else if (kind === 'transfer') {
      await this.outbox.publish(tx, transferMentioned, { stripeTransfer: source }, options);
    }
  }

  async #looseParts(tx: Tx, movement: Movement): Promise<LinkPart[]> {
    const tied = new Set((await this.links.linked(tx, [movement.id])).map((link) => link.part));
    return (['amount', 'fee'] as const).filter((part) => partOf(movement, part) !== 0 && !tied.has(part));
  }

  async #fee(tx: Tx, movement: Movement): Promise<LedgerTxId | null> {
    const fee = money(movement.feeMinor, movement.currency);
    const posted = await this.ledger.post(tx, {
      idemKey: `fee-${movement.id}`,
      kind: 'psp-fee',
      entries: [debit(pspFee(movement.currency), fee), credit(stripeBalance(movement.currency), fee)],
      meta: { source: movement.source },
    });
    return posted?.txId ?? null;
  }

  async #suspend(tx: Tx, movement: Movement, parts: readonly LinkPart[]): Promise<void> {
    const sum = money(
      parts.reduce((total, part) => total + partOf(movement, part), 0),
      movement.currency,
    );
    const posted = await this.ledger.post(tx, {
      idemKey: `suspense-${movement.id}`,
      kind: 'suspense',
      entries: [debit(stripeBalance(movement.currency), sum), credit(suspense(movement.currency), sum)],
      meta: { category: movement.reportingCategory, source: movement.source },
    });
    if (!posted) return;
    for (const part of parts) await this.#link(tx, movement, part, posted.txId);
    this.logger.error(
      { movement: movement.id, category: movement.reportingCategory, source: movement.source, ...sum },
      'A movement at Stripe that nobody can explain lies in suspense',
    );
  }

  async #link(tx: Tx, movement: Movement, part: LinkPart, txId: LedgerTxId): Promise<void> {
    await this.links.link(tx, {
      balanceTransaction: movement.id,
      part,
      txId,
      amountMinor: partOf(movement, part),
      currency: movement.currency,
    });
  }

  async #sumOf(tx: Tx, txId: LedgerTxId, movement: Movement): Promise<number> {
    const tied = await this.links.linked(tx, [movement.id]);
    return tied.filter((link) => link.txId === txId).reduce((sum, link) => sum + link.amountMinor, 0);
  }
}

const isDispute = (kind: MovementKind): boolean => kind === 'dispute' || kind === 'dispute-return';
