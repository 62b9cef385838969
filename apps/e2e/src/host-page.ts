import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody else's that holds the stall and nothing more: no picture takes the machine's time. */
export class HostPage {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async open(storefrontUrl: string): Promise<HostPage> {
    const page = `<!doctype html><html lang="en"><title>A post</title><link rel="icon" href="data:,">
      <script type="module" src="${storefrontUrl}/w/1/loader.js"></script>
      <main><side-stall stream="table-talk"></side-stall></main></html>`;
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return new HostPage(`http://localhost:${(server.address() as AddressInfo).port}/post`, server);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => {
      this.server.close(() => resolve());
    });
  }
}
