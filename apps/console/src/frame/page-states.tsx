import { Spinner } from '@sidestall/ui';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { errorText } from '../site/problem-error.ts';

/** What a page shows while its data is on the way. */
export function Loading({ label }: { readonly label: string }) {
  return (
    <div className="grid min-h-60 place-items-center text-soft">
      <Spinner label={label} />
    </div>
  );
}

export interface FailedProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Where else to go. */
  readonly children?: ReactNode;
}

/** What a page shows when its data did not come. */
export function Failed({ error, onRetry, children }: FailedProps) {
  return (
    <div role="alert" className="card mx-auto grid max-w-lg justify-items-start gap-3 p-6">
      <h2 className="text-l font-semibold">This did not load</h2>
      <p className="text-soft">{errorText(error)}</p>
      <div className="flex flex-wrap items-center gap-4">
        {onRetry && (
          <Button className="button button-quiet" onPress={onRetry}>
            Try again
          </Button>
        )}
        {children}
      </div>
    </div>
  );
}

/** An empty place that says what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-2 rounded-card border border-dashed border-line-strong px-6 py-10 text-center">
      <h3 className="font-semibold">{title}</h3>
      <div className="max-w-sm text-soft">{children}</div>
    </div>
  );
}
