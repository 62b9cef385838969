import { PartnerApiError, type PartnerClient, type PartnerReturn } from '@sidestall/partner-sdk';

export const RETURN_BUTTONS = ['authorize', 'decline', 'receive', 'restock', 'dispose', 'dispute'] as const;
export type ReturnButton = (typeof RETURN_BUTTONS)[number];

/** Goods that come back. Sidestall keeps the record of them, so this desk needs none of its own. */
export class ReturnsDesk {
  readonly #sidestall: PartnerClient;

  constructor(sidestall: PartnerClient) {
    this.#sidestall = sidestall;
  }

  /** The newest first; null when Sidestall cannot be asked just now. */
  async list(): Promise<PartnerReturn[] | null> {
    try {
      return (await this.#sidestall.listReturns({ limit: 50 })).returns;
    } catch {
      return null;
    }
  }

  /** Somebody at the desk presses a button; says what is in the way, or null. */
  async press(id: string, button: ReturnButton, note?: string): Promise<string | null> {
    try {
      await this.#say(id, button, note);
      return null;
    } catch (error) {
      return error instanceof PartnerApiError ? error.message : 'Sidestall does not answer; press again in a moment';
    }
  }

  async #say(id: string, button: ReturnButton, note?: string): Promise<PartnerReturn> {
    switch (button) {
      case 'authorize':
        return await this.#sidestall.authorizeReturn(id);
      case 'decline':
        return await this.#sidestall.declineReturn(id, { note: note ?? 'We do not take this back.' });
      case 'receive':
        return await this.#sidestall.receiveReturn(id);
      case 'restock':
      case 'dispose':
      case 'dispute': {
        const { lines } = await this.#sidestall.getReturn(id);
        const looked = lines.map(({ lineId, quantity }) => ({ lineId, quantity, outcome: button }));
        return await this.#sidestall.inspectReturn(id, { lines: looked, ...(note === undefined ? {} : { note }) });
      }
    }
  }
}
