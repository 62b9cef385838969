import type { ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';

export interface TickBoxProps {
  readonly isTicked: boolean;
  readonly children: ReactNode;
  onTick(isTicked: boolean): void;
}

/** A yes or no with its words beside it, all of it to be pressed. */
export function TickBox({ isTicked, children, onTick }: TickBoxProps) {
  return (
    <Checkbox className="group flex min-h-10 cursor-pointer items-center gap-3" isSelected={isTicked} onChange={onTick}>
      <span
        aria-hidden="true"
        className="grid size-5 shrink-0 place-items-center rounded border border-line-strong text-s text-on-accent group-data-[selected]:border-transparent group-data-[selected]:bg-accent group-data-[focus-visible]:outline-2 group-data-[focus-visible]:outline-offset-2 group-data-[focus-visible]:outline-accent-ink"
      >
        <span className="hidden group-data-[selected]:block">✓</span>
      </span>
      <span>{children}</span>
    </Checkbox>
  );
}
