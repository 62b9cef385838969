import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

export interface Notice {
  readonly text: string;
  readonly tone?: 'bad';
  readonly action?: { readonly label: string; run(): void };
}

interface Shown extends Notice {
  readonly id: number;
}

export interface Notices {
  show(notice: Notice): void;
  /** Runs the action of the newest notice, as its button would. */
  runNewest(): boolean;
}

const MAX_SHOWN = 2;
const NOTICE_MS = 5_000;
const BAD_NOTICE_MS = 12_000;

const NoticesContext = createContext<Notices | null>(null);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (!notices) throw new Error('useNotices needs a NoticesProvider');
  return notices;
}

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const nextId = useRef(1);
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  }, [shown]);

  const dismiss = useCallback((id: number) => setShown((list) => list.filter((notice) => notice.id !== id)), []);
  const notices = useMemo<Notices>(
    () => ({
      show: (notice) => {
        const entry = { ...notice, id: nextId.current++ };
        setShown((list) => [...list, entry].slice(-MAX_SHOWN));
      },
      runNewest: () => {
        const newest = latest.current.findLast((notice) => notice.action);
        if (!newest) return false;
        dismiss(newest.id);
        newest.action!.run();
        return true;
      },
    }),
    [dismiss],
  );

  return (
    <NoticesContext value={notices}>
      {children}
      <div
        role="status"
        aria-label="Notices"
        className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 lg:items-end lg:px-8 lg:pb-6"
      >
        {shown.map((notice) => (
          <NoticeBar key={notice.id} notice={notice} onDismiss={() => dismiss(notice.id)} />
        ))}
      </div>
    </NoticesContext>
  );
}

function NoticeBar({ notice, onDismiss }: { readonly notice: Shown; readonly onDismiss: () => void }) {
  const [isHeld, setIsHeld] = useState(false);
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss.current(), notice.tone === 'bad' ? BAD_NOTICE_MS : NOTICE_MS);
    return () => clearTimeout(timer);
  }, [isHeld, notice.tone]);

  return (
    <div
      className={`appears pointer-events-auto flex min-h-12 w-full max-w-md items-center lg:max-w-[400px] gap-3 rounded-card border py-1 pe-2 ps-4 ${
        notice.tone === 'bad' ? 'border-bad bg-bad-wash text-bad' : 'border-ink bg-ink text-canvas'
      }`}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <span className="min-w-0 flex-1 py-2">{notice.text}</span>
      {notice.action && (
        <Button
          className="min-h-10 rounded-control px-3 font-semibold underline underline-offset-4"
          onPress={() => {
            onDismiss();
            notice.action!.run();
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <Button className="grid size-10 place-items-center rounded-control" aria-label="Dismiss" onPress={onDismiss}>
        <svg
          viewBox="0 0 16 16"
          className="size-4"
          aria-hidden="true"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        >
          <path d="M3.5 3.5l9 9m0-9l-9 9" />
        </svg>
      </Button>
    </div>
  );
}
