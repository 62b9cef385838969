import { Empty } from '../frame/page-states.tsx';

export function ImportPage() {
  return <Empty title="Import">Soon</Empty>;
}
