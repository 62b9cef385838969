import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of somebody else's that holds the stall and nothing more: no picture takes the machine's time. */
export class HostPage {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  /**
   * `policy`: what its owner lets in, as a Content-Security-Policy; `snippet`: what it embeds, by default the floating channel;
   * `styles`: how its owner dresses whatever is on it.
   */
  static async open(storefrontUrl: string, policy?: string, snippet?: string, styles?: string): Promise<HostPage> {
    const embedded =
      snippet ??
      `<script type="module" src="${storefrontUrl}/w/1/loader.js"></script><side-stall stream="table-talk"></side-stall>`;
    const page = `<!doctype html><html lang="en"><title>A post</title><link rel="icon" href="data:,">
      ${styles ? `<style>${styles}</style>` : ''}<main>${embedded}</main></html>`;
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (policy) response.setHeader('content-security-policy', policy);
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
