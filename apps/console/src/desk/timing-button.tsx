import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Group, Input, Label, NumberField, Text } from 'react-aria-components';
import { FormDialog } from '../frame/form-dialog.tsx';
import { TickBox } from '../frame/tick-box.tsx';
import { problemText } from '../site/problem-error.ts';
import { useSite } from '../site/site.tsx';

export interface TimingButtonProps {
  readonly streamId: string;
  readonly slug: string;
  readonly ingestDelayMs: number | null;
}

/** Opens what moves cards against the picture; it is set live, by trial. */
export function TimingButton(props: TimingButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button className="button button-bare text-soft" onPress={() => setIsOpen(true)}>
        Timing
      </Button>
      <FormDialog isOpen={isOpen} title="Cards and picture" onClose={() => setIsOpen(false)}>
        <TimingForm {...props} onClose={() => setIsOpen(false)} />
      </FormDialog>
    </>
  );
}

const STEP_SECONDS = 0.1;
const MOST_SECONDS = 60;

function TimingForm({ streamId, slug, ingestDelayMs, onClose }: TimingButtonProps & { onClose(): void }) {
  const { calls } = useSite();
  const queries = useQueryClient();
  const [trouble, setTrouble] = useState<string | null>(null);
  const waits = ingestDelayMs !== null;
  // Stamps that are behind bring cards earlier.
  const later = -(ingestDelayMs ?? 0) / 1_000;

  const set = async (ms: number | null) => {
    const answer = await calls.setTiming(streamId, ms);
    setTrouble(answer.ok ? null : problemText(answer.problem));
    await queries.invalidateQueries({ queryKey: ['desk', slug] });
  };

  return (
    <>
      <p className="text-soft">
        Viewers see the picture some seconds after you, each at a time of their own. Cards wait for it. What you change
        here counts from the next card on.
      </p>
      <TickBox isTicked={waits} onTick={(on) => void set(on ? 0 : null)}>
        Cards wait for the picture
      </TickBox>
      {waits && (
        <>
          <NumberField
            className="grid content-start gap-1.5"
            value={later}
            step={STEP_SECONDS}
            minValue={-MOST_SECONDS}
            maxValue={MOST_SECONDS}
            formatOptions={{ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' }}
            onChange={(seconds) => void set(-Math.round((Number.isFinite(seconds) ? seconds : 0) * 1_000))}
          >
            <Label className="font-medium">Later by, in seconds</Label>
            <Group className="flex gap-2">
              <Button slot="decrement" className="button button-quiet min-w-11">
                −
              </Button>
              <Input className="field w-24 text-center tabular-nums" />
              <Button slot="increment" className="button button-quiet min-w-11">
                +
              </Button>
            </Group>
            <Text slot="description" className="text-s text-soft">
              Less than nothing is earlier.
            </Text>
          </NumberField>
          <div className="grid gap-1 rounded-control bg-raised px-4 py-3 text-s">
            <p className="font-medium">How to find it</p>
            <p>
              Clap and pin something at the same moment, and watch the show as a viewer. Does the card come before the
              clap? Make it later by what is missing. After it? Earlier.
            </p>
          </div>
        </>
      )}
      {trouble && (
        <p role="alert" className="text-bad">
          {trouble}
        </p>
      )}
      <Button className="button button-main justify-self-end" onPress={onClose}>
        Done
      </Button>
    </>
  );
}
