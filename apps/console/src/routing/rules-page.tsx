import type { RuleSetsWire } from '@sidestall/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { BrandSelect } from '../frame/brand-select.tsx';
import { Choice } from '../frame/choice.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { RulesEditor } from './rules-editor.tsx';
import type { RulesScope } from './rules-scope.ts';
import { rulesText } from './rules-text.ts';
import { RulesVersions } from './rules-versions.tsx';

const ALL = 'all';

/** The rules by which retailers are chosen: read, written, checked, tried and put in force. */
export function RulesPage() {
  const { brand } = useBrand();
  const [show, setShow] = useState<RulesScope['showId']>(null);
  return (
    <Page
      title="Who is asked first"
      lead="The rules by which a retailer is chosen for each order. They are kept as versions: none is ever changed, and orders go by the one in force."
      back={
        <Link to="/retailers" className="underline underline-offset-4">
          The retailers
        </Link>
      }
    >
      {brand ? (
        <>
          <div className="grid items-end gap-4 sm:grid-cols-2">
            <BrandSelect />
            <ShowChoice value={show} onChange={setShow} />
          </div>
          <Rules key={`${brand.id} ${show}`} brandId={brand.id} showId={show} />
        </>
      ) : (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      )}
    </Page>
  );
}

interface ShowChoiceProps {
  readonly value: RulesScope['showId'];
  onChange(show: RulesScope['showId']): void;
}

function ShowChoice({ value, onChange }: ShowChoiceProps) {
  const { calls } = useSite();
  const streams = useQuery({ queryKey: ['streams'], queryFn: () => valueOf(calls.streams()) });
  const shows = streams.data?.streams ?? [];
  return (
    <Choice
      label="For"
      value={value ?? ALL}
      options={[{ id: ALL, name: 'All orders' }, ...shows.map(({ id, title }) => ({ id, name: `Only “${title}”` }))]}
      onChange={(id) => onChange(shows.find((show) => show.id === id)?.id ?? null)}
    />
  );
}

function Rules({ brandId, showId }: RulesScope) {
  const { calls } = useSite();
  const found = useQuery({
    queryKey: ['rule-sets', brandId, showId],
    queryFn: () => valueOf(calls.ruleSets(brandId, showId ?? undefined)),
  });
  if (found.data) return <TheRules sets={found.data} brandId={brandId} showId={showId} />;
  if (found.error) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  return <Loading label="Looking up the rules" />;
}

function TheRules({ sets, ...scope }: RulesScope & { readonly sets: RuleSetsWire }) {
  const inForce = sets.versions.find((version) => version.isActive);
  const [text, setText] = useState(() => rulesText((inForce ?? sets.versions[0])?.content ?? sets.house));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,1fr)_360px] lg:gap-8">
      <RulesEditor {...scope} sets={sets} text={text} onText={setText} />
      <RulesVersions {...scope} sets={sets} onOpen={(content) => setText(rulesText(content))} />
    </div>
  );
}
