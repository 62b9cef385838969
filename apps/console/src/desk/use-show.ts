import { connectLive, type LiveState } from '@sidestall/client';
import { foldStream, type StreamEvent, type StreamSnapshot } from '@sidestall/streams';
import { useEffect, useState } from 'react';

export interface Show {
  readonly state: StreamSnapshot;
  readonly wire: LiveState;
}

/** The state of a stream, kept by the same reducer and over the same wire as every viewer's. */
export function useShow(liveUrl: string, first: StreamSnapshot): Show {
  const [state, setState] = useState(first);
  const [wire, setWire] = useState<LiveState>('connecting');
  useEffect(() => {
    const connection = connectLive({
      url: liveUrl,
      onSnapshot: ({ snapshot }) => setState(snapshot as StreamSnapshot),
      onEvent: (event) => setState((current) => foldStream(current, event as StreamEvent)),
      onState: setWire,
    });
    return () => connection.close();
  }, [liveUrl]);
  // What the page loaded with may be newer than what the wire has said so far.
  return { state: first.epoch === state.epoch && first.seq > state.seq ? first : state, wire };
}
