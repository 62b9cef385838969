import { useId, useRef } from 'react';
import { Button } from 'react-aria-components';
import { lineOfProblem, type RuleProblem } from './rules-text.ts';

export interface RulesFieldProps {
  readonly text: string;
  readonly problems: readonly RuleProblem[];
  onText(text: string): void;
}

/** A text of rules with its lines numbered; lines with a problem are marked, and each problem leads to its line. */
export function RulesField({ text, problems, onText }: RulesFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = text.split('\n');
  const found = problems.map((problem) => ({ ...problem, line: lineOfProblem(text, problem) }));
  const marked = new Set(found.map((problem) => problem.line));
  const goTo = (line: number) => {
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    field.current?.focus();
    field.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  };
  return (
    <>
      <div className="card grid grid-cols-[auto_minmax(0,1fr)] overflow-hidden font-mono text-s leading-6 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent-ink">
        <ol
          aria-hidden="true"
          className="select-none border-e border-line bg-raised py-3 text-end tabular-nums text-soft"
        >
          {lines.map((_, at) => (
            <li
              // The lines of a text have no name but their number.
              key={at}
              className={`px-2.5 ${marked.has(at + 1) ? 'bg-bad-wash font-semibold text-bad' : ''}`}
            >
              {at + 1}
            </li>
          ))}
        </ol>
        <textarea
          ref={field}
          aria-label="The rules, as JSON"
          aria-invalid={problems.length > 0}
          aria-describedby={problems.length > 0 ? id : undefined}
          className="w-full resize-none overflow-x-auto overflow-y-hidden whitespace-pre bg-surface px-3 py-3 outline-none"
          rows={lines.length}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </div>
      {found.length > 0 && (
        <ul id={id} className="grid gap-1" aria-label="Problems">
          {found.map((problem) => (
            <li
              key={`${problem.path} ${problem.message}`}
              className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-3 text-bad"
            >
              <Button
                className="min-h-8 cursor-pointer underline underline-offset-4"
                onPress={() => goTo(problem.line)}
              >
                Line {problem.line}
              </Button>
              <span className="min-w-0 break-words">
                {problem.path && <code className="text-s">{problem.path}</code>} {problem.message}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
