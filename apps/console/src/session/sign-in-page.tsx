import { Spinner } from '@sidestall/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Button, FieldError, Form, Input, Label, TextField } from 'react-aria-components';
import { Brandmark } from '../frame/brandmark.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';
import { ME } from './use-session.ts';

/** Where a member comes in. The address asked for stays, so that a link to a desk still leads there. */
export function SignInPage() {
  const { calls } = useSite();
  const queries = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    const form = new FormData(event.currentTarget);
    setIsBusy(true);
    const answer = await calls.signIn({ email: text(form, 'email').trim(), password: text(form, 'password') });
    setIsBusy(false);
    setProblem(answer.ok ? null : problemText(answer.problem));
    if (answer.ok) queries.setQueryData(ME, answer.value);
  };

  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <title>Sign in · Sidestall</title>
      <div className="grid w-full max-w-sm gap-8">
        <Brandmark className="justify-self-center" />
        <Form className="card grid gap-5 p-6 sm:p-8" onSubmit={(event) => void signIn(event)}>
          <div className="grid gap-1">
            <h1 className="text-xl font-semibold leading-tight">Sign in</h1>
            <p className="text-soft">Run your shows and keep your catalog.</p>
          </div>
          {problem && (
            <p role="alert" className="rounded-control bg-bad-wash px-3 py-2 text-bad">
              {problem}
            </p>
          )}
          <TextField name="email" type="email" autoComplete="username" isRequired className="grid gap-1.5">
            <Label className="font-medium">Email</Label>
            <Input className="field" inputMode="email" spellCheck={false} />
            <FieldError className="text-s text-bad" />
          </TextField>
          <TextField
            name="password"
            type="password"
            autoComplete="current-password"
            isRequired
            className="grid gap-1.5"
          >
            <Label className="font-medium">Password</Label>
            <Input className="field" />
            <FieldError className="text-s text-bad" />
          </TextField>
          <Button type="submit" className="button button-main" isPending={isBusy}>
            {isBusy ? <Spinner label="Signing in" /> : 'Sign in'}
          </Button>
        </Form>
      </div>
    </main>
  );
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
