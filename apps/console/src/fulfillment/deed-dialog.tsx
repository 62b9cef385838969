import type { Answer, ApiProblem } from '@sidestall/client';
import { Spinner } from '@sidestall/ui';
import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { Note } from '../frame/note.tsx';
import { problemText } from '../site/problem-error.ts';
import { movedOnWords } from './moved-on.ts';

export interface DeedDialogProps<T> {
  readonly title: string;
  readonly action: string;
  readonly tone: 'main' | 'danger';
  /** Whether all is there that is needed. */
  readonly isReady: boolean;
  readonly children: ReactNode;
  take(): Promise<Answer<T>>;
  onTaken(value: T): void;
  onClose(): void;
  /** What is shown is old now. */
  onDone(): Promise<void>;
}

/** Does something after it was explained. Where somebody was quicker, says how things stand, and brings the page up to date. */
export function DeedDialog<T>({ title, action, tone, isReady, children, ...does }: DeedDialogProps<T>) {
  const [isSending, setIsSending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const send = async () => {
    if (isSending || !isReady) return;
    setIsSending(true);
    const answer = await does.take();
    setIsSending(false);
    if (answer.ok) {
      does.onTaken(answer.value);
      does.onClose();
    } else {
      setProblem(answer.problem);
    }
    await does.onDone();
  };
  if (problem?.status === 409) {
    return (
      <FormDialog isOpen title={title} onClose={does.onClose}>
        <Note title="Nothing was changed" tone="warn" role="alert">
          {movedOnWords(problem)}
        </Note>
        <div className="flex flex-wrap justify-end gap-2">
          <Button className="button button-main max-sm:flex-1" autoFocus onPress={does.onClose}>
            See how it stands
          </Button>
        </div>
      </FormDialog>
    );
  }
  return (
    <FormDialog isOpen title={title} onClose={does.onClose}>
      {children}
      {problem && (
        <Note title="It did not go through" tone="bad" role="alert">
          {problemText(problem)}
          {problem.fields?.map(({ path, message }) => (
            <span key={path} className="block">
              {message}
            </span>
          ))}
        </Note>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button className="button button-quiet max-sm:flex-1" onPress={does.onClose}>
          Go back
        </Button>
        <Button
          className={`button max-sm:flex-1 ${tone === 'danger' ? 'button-danger' : 'button-main'}`}
          isDisabled={!isReady}
          isPending={isSending}
          onPress={() => void send()}
        >
          {isSending ? <Spinner label="Doing it" /> : action}
        </Button>
      </div>
    </FormDialog>
  );
}
