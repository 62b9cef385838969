import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { FaultProxy } from './fault-proxy.ts';

describe('a fault proxy', () => {
  let echo: Server;
  let proxy: FaultProxy;
  let heard: string;
  beforeEach(async () => {
    heard = '';
    echo = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        heard += chunk.toString();
        socket.write(chunk);
      });
    });
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    proxy = await FaultProxy.open({ host: '127.0.0.1', port: (echo.address() as { port: number }).port });
  });
  afterEach(async () => {
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  const dial = async (): Promise<Socket> => {
    const socket = connect(proxy.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const answerTo = async (socket: Socket, text: string): Promise<string> => {
    socket.write(text);
    return String((await once(socket, 'data'))[0]);
  };

  it('is not noticed in clear weather, and passes the end of a conversation on', async () => {
    const socket = await dial();
    expect(await answerTo(socket, 'hello')).toBe('hello');
    expect(proxy.connections).toBe(1);
    socket.end();
    await once(socket, 'close');
    expect(proxy.connections).toBe(0);
  });

  it('keeps what is said while it is silent, and lets it pass in order afterwards', async () => {
    const socket = await dial();
    await answerTo(socket, 'a');
    proxy.turn({ isSilent: true });
    socket.write('b');
    socket.write('c');
    const other = await dial();
    const answered = answerTo(other, 'x');
    expect(heard).toBe('a');
    let echoed = '';
    const whole = new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        echoed += chunk.toString();
        if (echoed.length === 2) resolve();
      });
    });
    proxy.clear();
    await whole;
    expect(echoed).toBe('bc');
    expect(await answered).toBe('x');
    other.destroy();
    socket.destroy();
  });

  it('breaks what is up with a reset, and turns newcomers away', async () => {
    const socket = await dial();
    await answerTo(socket, 'a');
    const broken = once(socket, 'error') as Promise<[NodeJS.ErrnoException]>;
    proxy.cut();
    expect((await broken)[0].code).toBe('ECONNRESET');
    proxy.turn({ isRefusing: true });
    const turnedAway = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(turnedAway, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });

  it('takes its time when it is told to', async () => {
    const socket = await dial();
    proxy.turn({ latencyMs: 120 });
    const before = performance.now();
    await answerTo(socket, 'a');
    expect(performance.now() - before).toBeGreaterThanOrEqual(230);
    proxy.turn({ latencyMs: 0, bytesPerSecond: 1_000 });
    const again = performance.now();
    await answerTo(socket, 'x'.repeat(100));
    expect(performance.now() - again).toBeGreaterThanOrEqual(190);
    socket.destroy();
  });
});
