import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly lead?: ReactNode;
  /** Beside the title: what can be done, or a state. */
  readonly aside?: ReactNode;
  /** Above the title: the way back. */
  readonly back?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a page of the books: a title, what it is for, and the content below. */
export function Page({ title, lead, aside, back, children }: PageProps) {
  return (
    <div className="mx-auto grid max-w-[1120px] grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 lg:px-8">
      <title>{`${title} · Sidestall`}</title>
      <header className="grid gap-2">
        {back && <div className="text-s">{back}</div>}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          <div className="grid gap-1">
            <h1 className="text-xl font-semibold leading-tight">{title}</h1>
            {lead && <p className="max-w-prose text-soft">{lead}</p>}
          </div>
          {aside}
        </div>
      </header>
      {children}
    </div>
  );
}

export interface SectionProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under its own heading. */
export function Section({ title, lead, aside, children }: SectionProps) {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h2 className="text-l font-semibold leading-tight">{title}</h2>
        {aside}
      </div>
      {lead && <p className="max-w-prose text-soft">{lead}</p>}
      {children}
    </section>
  );
}
