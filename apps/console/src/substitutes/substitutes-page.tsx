import type { BrandVariantWire } from '@sidestall/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { BrandSelect } from '../frame/brand-select.tsx';
import { Page } from '../frame/page.tsx';
import { Empty, Failed, Loading } from '../frame/page-states.tsx';
import { useBrand } from '../session/use-brand.ts';
import { useNotices } from '../site/notices.tsx';
import { errorText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { mentioned, variantName, withOne, type Pairing } from './substitute-list.ts';
import { SubstituteCard } from './substitute-card.tsx';
import { VariantPicker } from './variant-picker.tsx';

/** What a brand would send instead of what is sold out. */
export function SubstitutesPage() {
  const { brand } = useBrand();
  return (
    <Page
      title="Sent instead"
      lead={
        <>
          What you offer a buyer when nobody has the piece any more: at the price of what they bought, the first that is
          there. They are asked each time. It happens where{' '}
          <Link to="/retailers/rules" className="underline underline-offset-4">
            your rules
          </Link>{' '}
          say “substitute”.
        </>
      }
      back={
        <Link to="/retailers" className="underline underline-offset-4">
          The retailers
        </Link>
      }
    >
      {brand ? (
        <>
          <BrandSelect />
          <Pairings key={brand.id} brandId={brand.id} />
        </>
      ) : (
        <Empty title="You act for no brand yet">Ask the owner of your brand to add you.</Empty>
      )}
    </Page>
  );
}

/** For which variant something is chosen; null for a variant that has nothing yet. */
type Picking = { readonly kind: 'variant' } | { readonly kind: 'substitute'; readonly pairing: Pairing };

function Pairings({ brandId }: { readonly brandId: string }) {
  const { calls } = useSite();
  const notices = useNotices();
  const queries = useQueryClient();
  const [picking, setPicking] = useState<Picking | null>(null);
  const key = ['substitutes', brandId];
  const found = useQuery({
    queryKey: key,
    queryFn: async () => {
      const { substitutes } = await valueOf(calls.substitutes(brandId));
      const named = await Promise.all(mentioned(substitutes).map((ids) => valueOf(calls.variants(brandId, { ids }))));
      const names = named.flatMap(({ variants }) => variants);
      return { pairings: substitutes, names: new Map(names.map((one) => [one.variantId, one])) };
    },
  });
  const saving = useMutation({
    mutationFn: (pairing: Pairing) => valueOf(calls.setSubstitutes(brandId, { substitutes: [pairing] })),
    onError: (error) => notices.show({ text: errorText(error), tone: 'bad' }),
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  if (found.error && !found.data) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading label="Looking up what is sent instead" />;
  const { pairings, names } = found.data;

  const save = (before: Pairing, after: Pairing, text: string) =>
    saving.mutate(after, {
      onSuccess: () => notices.show({ text, action: { label: 'Undo', run: () => saving.mutate(before) } }),
    });
  const pick = (variant: BrandVariantWire) => {
    if (picking?.kind === 'variant') {
      // The variant is kept once something is to be sent instead of it.
      return setPicking({ kind: 'substitute', pairing: { variantId: variant.variantId, substitutes: [] } });
    }
    if (picking)
      save(picking.pairing, withOne(picking.pairing, variant.variantId), `${variantName(variant)} is added.`);
    setPicking(null);
  };
  const taken = new Map<string, string>(
    picking?.kind === 'substitute'
      ? [
          [picking.pairing.variantId, 'the piece itself'] as const,
          ...picking.pairing.substitutes.map((id) => [id, 'chosen already'] as const),
        ]
      : pairings.map(({ variantId }) => [variantId, 'is in the list'] as const),
  );
  const add = (
    <Button
      className="button button-main justify-self-start max-sm:w-full"
      onPress={() => setPicking({ kind: 'variant' })}
    >
      Add a piece
    </Button>
  );
  return (
    <>
      {pairings.length === 0 ? (
        <Empty title="Nothing is sent instead yet">
          <div className="grid justify-items-center gap-4">
            Choose a piece that sells out, and what a buyer would like as well.
            {add}
          </div>
        </Empty>
      ) : (
        <>
          {add}
          <ul className="grid items-start gap-4 lg:grid-cols-2">
            {pairings.map((pairing) => (
              <SubstituteCard
                key={pairing.variantId}
                pairing={pairing}
                names={names}
                isBusy={saving.isPending}
                onChange={(after, text) => save(pairing, after, text)}
                onAdd={() => setPicking({ kind: 'substitute', pairing })}
              />
            ))}
          </ul>
        </>
      )}
      {picking && (
        <VariantPicker
          key={picking.kind}
          title={picking.kind === 'variant' ? 'Which piece sells out?' : 'What is sent instead?'}
          brandId={brandId}
          taken={taken}
          onPick={pick}
          onClose={() => setPicking(null)}
        />
      )}
    </>
  );
}
