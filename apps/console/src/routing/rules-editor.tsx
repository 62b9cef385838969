import type { RuleSetsWire } from '@sidestall/contracts';
import { Spinner } from '@sidestall/ui';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { LongField } from '../frame/long-field.tsx';
import { Note } from '../frame/note.tsx';
import { Section } from '../frame/page.tsx';
import { useNotices } from '../site/notices.tsx';
import { errorText, problemText, valueOf } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { RulesField } from './rules-field.tsx';
import type { RulesScope } from './rules-scope.ts';
import { readRulesText, type RuleProblem } from './rules-text.ts';
import { RulesTrial } from './rules-trial.tsx';

/** So long a pause in typing counts as a thought that is finished. */
const PAUSE_MS = 400;

export interface RulesEditorProps extends RulesScope {
  readonly sets: RuleSetsWire;
  readonly text: string;
  onText(text: string): void;
}

/** Rules as data: each problem at its line while they are written, a try on past orders, and a new version at the end. */
export function RulesEditor({ brandId, showId, sets, text, onText }: RulesEditorProps) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const notices = useNotices();
  const [note, setNote] = useState('');
  const [draft, setDraft] = useState(() => ({ note: '', text: '', key: crypto.randomUUID() }));
  const [isSaving, setIsSaving] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const { problems, isChecked, unchecked } = useProblems({ brandId, showId }, text);
  const typed = readRulesText(text);
  const isReady = typed.ok && isChecked && problems.length === 0;

  const save = async () => {
    if (!typed.ok || isSaving) return;
    setIsSaving(true);
    // The same rules sent again after an answer got lost are the same version.
    const same = draft.text === text && draft.note === note;
    const key = same ? draft.key : crypto.randomUUID();
    setDraft({ note, text, key });
    const body = { showId, content: typed.content, note: note.trim() || undefined };
    const answer = await calls.saveRuleSet(brandId, body, key);
    setIsSaving(false);
    if (!answer.ok) return setTrouble(problemText(answer.problem));
    setTrouble(null);
    setNote('');
    setDraft({ note: '', text: '', key: crypto.randomUUID() });
    await queries.invalidateQueries({ queryKey: ['rule-sets', brandId] });
    notices.show({ text: `Kept as version ${answer.value.version}. It holds once you put it in force.` });
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Section
        title="Rules"
        lead="What is left out is as in the house’s rules. Nothing changes until you put a version in force."
      >
        <RulesField text={text} problems={problems} onText={onText} />
        {isReady && <p className="text-s text-good">These rules can be used.</p>}
        {unchecked && (
          <Note title="The rules could not be checked" tone="bad" role="alert">
            {unchecked}
          </Note>
        )}
        <Criteria sets={sets} />
      </Section>
      <RulesTrial brandId={brandId} showId={showId} text={text} isReady={isReady} />
      <Section title="Keep them">
        <LongField
          label="What is this version for? (optional)"
          value={note}
          maxLength={500}
          rows={2}
          onChange={setNote}
        />
        {trouble && (
          <Note title="They were not kept" tone="bad" role="alert">
            {trouble}
          </Note>
        )}
        <Button
          className="button button-main justify-self-start max-sm:w-full"
          isDisabled={!isReady}
          isPending={isSaving}
          onPress={() => void save()}
        >
          {isSaving ? <Spinner label="Keeping the rules" /> : 'Keep as a new version'}
        </Button>
      </Section>
    </div>
  );
}

/** What is wrong with the text; the last answer stays until the next is there. */
function useProblems(
  { brandId, showId }: RulesScope,
  text: string,
): {
  readonly problems: readonly RuleProblem[];
  readonly isChecked: boolean;
  /** Why nobody could say. */
  readonly unchecked: string | null;
} {
  const { calls } = useSite();
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const pause = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [text]);
  const typed = readRulesText(text);
  const asked = readRulesText(settled);
  const check = useQuery({
    queryKey: ['rule-check', brandId, showId, settled],
    queryFn: () => valueOf(calls.checkRuleSet(brandId, { showId, content: asked.ok ? asked.content : {} })),
    enabled: asked.ok,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (!typed.ok) return { problems: [typed.problem], isChecked: true, unchecked: null };
  return {
    problems: check.data?.problems ?? [],
    isChecked: settled === text && check.data !== undefined && !check.isPlaceholderData,
    unchecked: settled === text && check.error ? errorText(check.error) : null,
  };
}

function Criteria({ sets }: { readonly sets: RuleSetsWire }) {
  return (
    <details className="text-s">
      <summary className="min-h-8 cursor-pointer content-center font-medium">What rules may rank by</summary>
      <dl className="mt-1 grid gap-1.5">
        {sets.criteria.map(({ name, title, better }) => (
          <div key={name} className="flex flex-wrap justify-between gap-x-4">
            <dt>
              <code>{name}</code>
            </dt>
            <dd className="text-soft">
              {title}; the {better} the better
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
