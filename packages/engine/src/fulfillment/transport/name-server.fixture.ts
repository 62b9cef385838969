import { createSocket, type Socket } from 'node:dgram';
import ipaddr from 'ipaddr.js';

/** What is said of a name: its addresses, an error, or nothing at all. */
export type Said = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'silence';

const CODES = { SERVFAIL: 2, NXDOMAIN: 3 } as const;
const A = 1;
const AAAA = 28;

/** A name server of its own that says what a test wants, anew each time: answers may not be kept. */
export class NameServer {
  asked = 0;

  private constructor(
    private readonly socket: Socket,
    private readonly say: (name: string, asked: number) => Said,
  ) {
    socket.on('message', (query, { port, address }) => {
      const answer = this.#answer(query);
      if (answer) socket.send(answer, port, address);
    });
  }

  static async open(say: (name: string, asked: number) => Said): Promise<NameServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    return new NameServer(socket, say);
  }

  get address(): string {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.socket.close(() => resolve()));
  }

  #answer(query: Buffer): Buffer | null {
    const end = query.indexOf(0, 12) + 1;
    const labels: string[] = [];
    for (let at = 12; query[at]! > 0; at += query[at]! + 1)
      labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
    const type = query.readUInt16BE(end);
    const said = this.say(labels.join('.'), type === A ? this.asked++ : this.asked);
    if (said === 'silence') return null;
    const addresses = typeof said === 'string' ? [] : said.map((it) => ipaddr.parse(it));
    const records = addresses.filter((it) =>
      type === A ? it.kind() === 'ipv4' : type === AAAA && it.kind() === 'ipv6',
    );
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (typeof said === 'string' ? CODES[said] : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((record) => {
      const bytes = Buffer.from(record.toByteArray());
      const head = Buffer.alloc(12);
      head.writeUInt16BE(0xc00c, 0);
      head.writeUInt16BE(type, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt16BE(bytes.length, 10); // Its time to live stays 0.
      return Buffer.concat([head, bytes]);
    });
    return Buffer.concat([header, query.subarray(12, end + 4), ...answers]);
  }
}
