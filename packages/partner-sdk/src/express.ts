import { nodeReceiver, type NodeRequest, type NodeResponse } from './node.ts';
import type { ReceiverOptions } from './receiver.ts';

/**
 * A handler for Express: `app.post('/webhooks', expressReceiver({ secret, on }))`. Mount it before `express.json()`, or
 * behind `express.raw({ type: '*\/*' })`: a signature covers the raw bytes.
 */
export function expressReceiver(options: ReceiverOptions): (request: NodeRequest, response: NodeResponse) => void {
  return nodeReceiver(options);
}
