import type { Desk } from '@sidestall/contracts';
import { LiveMark } from '@sidestall/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import type { StreamSnapshot } from '@sidestall/streams';
import { Failed, Loading } from '../frame/page-states.tsx';
import { useNotices } from '../site/notices.tsx';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { STATUS_WORDS } from '../streams/stream-words.ts';
import { filterProducts, groupByProduct, type DeskFilter } from './desk-goods.ts';
import { PinnedPanel } from './pinned-panel.tsx';
import { NUMBERED_ROWS, ProductList } from './product-list.tsx';
import { RecordingPanel } from './recording-panel.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useShortcuts, type Shortcut } from './shortcuts.ts';
import { StreamSwitch } from './stream-switch.tsx';
import { TimingButton } from './timing-button.tsx';
import { usePinning } from './use-pinning.ts';
import { useShow } from './use-show.ts';
import { WireMark } from './wire-mark.tsx';

const STOCK_EVERY_MS = 20_000;

/** The Live desk of one stream. */
export function DeskPage() {
  const { slug } = useParams({ from: '/streams/$slug' });
  const { calls } = useSite();
  const desk = useQuery({
    queryKey: ['desk', slug],
    queryFn: () => valueOf(calls.desk(slug)),
    refetchInterval: STOCK_EVERY_MS,
  });
  if (desk.data) return <LiveDesk key={desk.data.stream.id} desk={desk.data} />;
  return (
    <div className="px-4 py-10">
      {desk.error ? (
        <Failed error={desk.error} onRetry={() => void desk.refetch()}>
          <Link to="/streams" className="underline underline-offset-4">
            Your streams
          </Link>
        </Failed>
      ) : (
        <Loading label="Setting the table" />
      )}
    </div>
  );
}

function LiveDesk({ desk }: { readonly desk: Desk }) {
  const { stream, listings } = desk;
  const { state, wire } = useShow(stream.liveUrl, desk.snapshot as StreamSnapshot);
  const queries = useQueryClient();
  // While the wire is down, the API is asked instead for what a command changed.
  const onDone = useCallback(() => {
    if (wire !== 'open') void queries.invalidateQueries({ queryKey: ['desk'] });
  }, [queries, wire]);
  const pinning = usePinning(state, listings, onDone);
  const notices = useNotices();
  const [filter, setFilter] = useState<DeskFilter>({ text: '', brandName: null });
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const applied = useDeferredValue(filter);
  const all = useMemo(() => groupByProduct(listings), [listings]);
  const products = useMemo(() => filterProducts(all, applied), [all, applied]);
  const canPin = state.status !== 'ended';

  const toggleRow = (index: number) => {
    const product = products[index];
    if (!product || !canPin) return false;
    const pin = pinning.pins.find((entry) => entry.productId === product.productId);
    return pin ? pinning.unpin(pin) : pinning.pin(product.first);
  };
  const shortcuts: Shortcut[] = [
    {
      keys: Array.from({ length: NUMBERED_ROWS }, (_, index) => String(index + 1)),
      shownAs: ['1', '–', '9'],
      label: 'Pin or unpin that row',
      run: (key) => toggleRow(Number(key) - 1),
    },
    {
      keys: ['u'],
      label: 'Unpin the newest card',
      run: () => (pinning.pins[0] && canPin ? pinning.unpin(pinning.pins[0]) : false),
    },
    { keys: ['z'], label: 'Undo', run: () => notices.runNewest() },
    { keys: ['/'], label: 'Search', run: () => search.current?.focus() },
    { keys: ['ArrowUp', 'ArrowDown'], shownAs: ['↑', '↓'], label: 'Go from row to row', run: () => false },
    { keys: ['?'], label: 'Show these keys', run: () => setIsHelpOpen(true) },
  ];
  useShortcuts(shortcuts);

  return (
    <div className="mx-auto grid max-w-[1440px] grid-cols-[minmax(0,1fr)] gap-5 px-4 py-5 lg:px-8">
      <title>{`${stream.title} · Live desk`}</title>
      <header className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          <h1 className="text-xl font-semibold leading-tight">{stream.title}</h1>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <LiveMark status={state.status} label={STATUS_WORDS[state.status]} />
            <WireMark wire={wire} />
          </div>
        </div>
        <div className="ms-auto flex items-center gap-2 max-sm:ms-0 max-sm:w-full max-sm:*:flex-1">
          <Button className="button button-bare text-soft max-sm:hidden" onPress={() => setIsHelpOpen(true)}>
            Keys <kbd className="key">?</kbd>
          </Button>
          {state.status !== 'ended' && (
            <TimingButton streamId={stream.id} slug={stream.slug} ingestDelayMs={desk.ingestDelayMs} />
          )}
          <StreamSwitch streamId={stream.id} status={state.status} />
        </div>
      </header>
      {state.status === 'ended' && (
        <p className="rounded-control bg-warn-wash px-4 py-3 text-warn">
          The stream has ended, so pins are closed. Start it again to change them.
        </p>
      )}
      {stream.status === 'ended' && <RecordingPanel stream={stream} />}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_400px] lg:gap-8">
        <div className="lg:sticky lg:top-5 lg:order-2 lg:max-h-[calc(100dvh-40px)] lg:-m-1 lg:overflow-y-auto lg:p-1">
          <PinnedPanel state={state} pinning={pinning} listings={listings} />
        </div>
        <ProductList
          total={all.length}
          products={products}
          brands={stream.brands}
          filter={filter}
          pinning={pinning}
          canPin={canPin}
          searchRef={search}
          onFilter={setFilter}
        />
      </div>
      <ShortcutsDialog isOpen={isHelpOpen} shortcuts={shortcuts} onClose={() => setIsHelpOpen(false)} />
    </div>
  );
}
