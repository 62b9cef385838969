import type { RuleSetsWire, RuleSetVersionWire } from '@sidestall/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Chip } from '../frame/chip.tsx';
import { Section } from '../frame/page.tsx';
import { momentText } from '../site/moments.ts';
import { useNotices } from '../site/notices.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { rulesWords } from './routing-words.ts';
import type { RulesScope } from './rules-scope.ts';

export interface RulesVersionsProps extends RulesScope {
  readonly sets: RuleSetsWire;
  onOpen(content: RuleSetVersionWire['content']): void;
}

/** Every version there ever was, which of them holds, and a way to put another in force. */
export function RulesVersions({ brandId, showId, sets, onOpen }: RulesVersionsProps) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [isSending, setIsSending] = useState(false);
  const activate = async (version: number | null) => {
    if (isSending) return;
    setIsSending(true);
    const answer = await calls.activateRuleSet(brandId, { showId, version });
    setIsSending(false);
    if (!answer.ok) return notices.show({ text: problemText(answer.problem), tone: 'bad' });
    await queries.invalidateQueries({ queryKey: ['rule-sets', brandId] });
    notices.show({ text: 'In force. Orders that are routed from now on go by it.' });
  };
  const hasActive = sets.versions.some((version) => version.isActive);
  return (
    <Section title="Versions" lead={<>Orders go by {rulesWords(sets.inForce)} now.</>}>
      <ol className="card divide-y divide-line">
        {sets.versions.map((version) => (
          <li key={version.version} className="grid gap-2 px-4 py-3 sm:px-5" aria-label={`Version ${version.version}`}>
            <div className="flex items-start justify-between gap-4">
              <div className="grid min-w-0 gap-0.5">
                <span className="font-medium">Version {version.version}</span>
                {version.note && <span className="break-words">{version.note}</span>}
                <time className="text-s text-soft" dateTime={version.createdAt}>
                  {momentText(version.createdAt)}
                </time>
              </div>
              {version.isActive && <Chip tone="good">In force</Chip>}
            </div>
            <div className="flex flex-wrap gap-2">
              <Button className="button button-quiet" onPress={() => onOpen(version.content)}>
                Open
              </Button>
              {!version.isActive && (
                <Button
                  className="button button-soft"
                  isDisabled={isSending}
                  onPress={() => void activate(version.version)}
                >
                  Put in force
                </Button>
              )}
            </div>
          </li>
        ))}
        <li className="grid gap-2 px-4 py-3 sm:px-5" aria-label="The house’s rules">
          <div className="flex items-start justify-between gap-4">
            <div className="grid min-w-0 gap-0.5">
              <span className="font-medium">The house’s rules</span>
              <span className="text-s text-soft">
                {showId === null ? 'For whoever has none of their own.' : 'For shows and brands without their own.'}
              </span>
            </div>
            {sets.inForce.name === 'house' && <Chip tone="good">In force</Chip>}
          </div>
          <div className="flex flex-wrap gap-2">
            <Button className="button button-quiet" onPress={() => onOpen(sets.house)}>
              Open
            </Button>
            {hasActive && (
              <Button className="button button-soft" isDisabled={isSending} onPress={() => void activate(null)}>
                {showId === null ? 'Go back to these' : 'None for this show'}
              </Button>
            )}
          </div>
        </li>
      </ol>
    </Section>
  );
}
