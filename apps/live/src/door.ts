import { BlockList } from 'node:net';

/** Why somebody is not taken in: no room, it goes, too many from one address, or too many at one moment. */
export type Refusal = 'full' | 'draining' | 'crowded' | 'hasty';

export interface DoorLimits {
  /** Beyond this many sockets newcomers are asked to come back, so that those who are here stay well served. */
  readonly maxViewers: number;
  /** Connections of one address at a time, and twice as many new ones in a second at most. */
  readonly maxPerAddress: number;
  /** New ones a second from everywhere; twice as many at one moment. */
  readonly acceptsPerSecond: number;
}

/** Whoever comes from these is a proxy that was not named, or this house itself: it stands for many. */
const OWN = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const)
  OWN.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  OWN.addSubnet(net, bits, 'ipv6');

const FORGET_MS = 10_000;

/** So many at once, and so many more each second. */
class Bucket {
  #tokens: number;
  #at: number;

  constructor(
    private readonly perSecond: number,
    private readonly most: number,
    now: number,
  ) {
    this.#tokens = most;
    this.#at = now;
  }

  take(now: number): boolean {
    this.#tokens = Math.min(this.most, this.#tokens + (Math.max(0, now - this.#at) / 1_000) * this.perSecond);
    this.#at = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

interface Visitor {
  viewers: number;
  readonly opens: Bucket;
  lastAt: number;
}

/** Lets viewers in, so that nobody takes the place of all others and a storm comes in at a pace. */
export class Door {
  readonly #limits: DoorLimits;
  readonly #visitors = new Map<string, Visitor>();
  readonly #accepts: Bucket;
  #viewers = 0;
  #sweptAt: number;
  isDraining = false;

  /** `now` counts milliseconds and never goes back. */
  constructor(
    limits: DoorLimits,
    private readonly now: () => number,
  ) {
    this.#limits = limits;
    this.#sweptAt = now();
    this.#accepts = new Bucket(limits.acceptsPerSecond, limits.acceptsPerSecond * 2, now());
  }

  get viewers(): number {
    return this.#viewers;
  }

  /** How many addresses are kept in mind. */
  get addresses(): number {
    return this.#visitors.size;
  }

  /** Why not, or null: then whoever was let in must `leave` in the end. */
  enter(address: string): Refusal | null {
    const now = this.now();
    if (this.isDraining) return 'draining';
    if (this.#viewers >= this.#limits.maxViewers) return 'full';
    const visitor = this.#isCounted(address) ? this.#visitor(address, now) : null;
    if (visitor && (visitor.viewers >= this.#limits.maxPerAddress || !visitor.opens.take(now))) return 'crowded';
    if (!this.#accepts.take(now)) return 'hasty';
    this.#viewers += 1;
    if (visitor) visitor.viewers += 1;
    return null;
  }

  leave(address: string): void {
    this.#viewers -= 1;
    const visitor = this.#visitors.get(address);
    if (visitor && visitor.viewers > 0) visitor.viewers -= 1;
    this.#forgetOld(this.now());
  }

  #isCounted(address: string): boolean {
    return !OWN.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
  }

  #visitor(address: string, now: number): Visitor {
    this.#forgetOld(now);
    let visitor = this.#visitors.get(address);
    if (!visitor) {
      const { maxPerAddress } = this.#limits;
      visitor = { viewers: 0, opens: new Bucket(maxPerAddress, maxPerAddress * 2, now), lastAt: now };
      this.#visitors.set(address, visitor);
    }
    visitor.lastAt = now;
    return visitor;
  }

  /** Those who are gone and have not knocked for a while start anew. */
  #forgetOld(now: number): void {
    if (now - this.#sweptAt < FORGET_MS) return;
    this.#sweptAt = now;
    for (const [address, { viewers, lastAt }] of this.#visitors)
      if (viewers === 0 && now - lastAt >= FORGET_MS) this.#visitors.delete(address);
  }
}
