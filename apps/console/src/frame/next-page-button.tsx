import { Spinner } from '@sidestall/ui';
import { Button } from 'react-aria-components';

export interface NextPageButtonProps {
  /** A list that comes page by page. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    fetchNextPage(): Promise<unknown>;
  };
  /** What it does: `Show older orders`. */
  readonly label: string;
  /** While it does: `Loading more orders`. */
  readonly loading: string;
  readonly className?: string;
}

/** Below a list of which there is more; nothing where there is none. */
export function NextPageButton({ list, label, loading, className = 'justify-self-center' }: NextPageButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      className={`button button-quiet ${className}`}
      isPending={list.isFetchingNextPage}
      onPress={() => void list.fetchNextPage()}
    >
      {list.isFetchingNextPage ? <Spinner label={loading} /> : label}
    </Button>
  );
}
