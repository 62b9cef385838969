import type { Address, OrderFulfillmentWire } from '@sidestall/contracts';
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useNotices } from '../site/notices.tsx';
import { useSite } from '../site/site.tsx';
import { DeedDialog } from './deed-dialog.tsx';

export interface AddressDialogProps {
  readonly order: OrderFulfillmentWire;
  onClose(): void;
  onDone(): Promise<void>;
}

type Field = Exclude<keyof Address, 'country'>;

const FIELDS: readonly {
  readonly name: Field;
  readonly label: string;
  readonly max: number;
  readonly isNeeded: boolean;
}[] = [
  { name: 'name', label: 'Name', max: 120, isNeeded: true },
  { name: 'line1', label: 'Street and number', max: 200, isNeeded: true },
  { name: 'line2', label: 'Second line', max: 200, isNeeded: false },
  { name: 'postalCode', label: 'Postal code', max: 20, isNeeded: true },
  { name: 'city', label: 'Town or city', max: 120, isNeeded: true },
  { name: 'region', label: 'Region or state', max: 120, isNeeded: false },
  { name: 'phone', label: 'Telephone', max: 40, isNeeded: false },
];

/** Sends the order somewhere else in the same country. */
export function AddressDialog({ order, onClose, onDone }: AddressDialogProps) {
  const { calls } = useSite();
  const notices = useNotices();
  const [address, setAddress] = useState<Address>(order.address);
  const change = (name: Field, value: string) => setAddress((before) => ({ ...before, [name]: value }));
  const isReady = FIELDS.every(({ name, isNeeded }) => !isNeeded || address[name]?.trim());
  const send = () => {
    const kept = FIELDS.filter(({ name, isNeeded }) => isNeeded || address[name]?.trim());
    const typed = Object.fromEntries(kept.map(({ name }) => [name, address[name]!.trim()]));
    return calls.changeAddress(order.orderId, { ...(typed as Address), country: address.country });
  };
  return (
    <DeedDialog
      title="Change the address"
      action="Change it"
      tone="main"
      isReady={isReady}
      take={send}
      onTaken={() => notices.show({ text: 'The address is changed, and retailers are told.' })}
      onClose={onClose}
      onDone={onDone}
    >
      <p className="text-soft">
        Every retailer that packs it is told. Who has accepted has to say that they know; else their part is held, so
        that nothing goes to the old address.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {FIELDS.map(({ name, label, max, isNeeded }) => (
          <TextField
            key={name}
            className={`grid gap-1.5 ${name === 'name' || name === 'line1' || name === 'line2' ? 'sm:col-span-2' : ''}`}
            value={address[name] ?? ''}
            maxLength={max}
            isRequired={isNeeded}
            onChange={(value) => change(name, value)}
          >
            <Label className="font-medium">
              {label}
              {!isNeeded && <span className="font-normal text-soft"> (if any)</span>}
            </Label>
            <Input className="field" autoComplete="off" />
          </TextField>
        ))}
      </div>
      <p className="text-s text-soft">The country stays {address.country}: the price was for it.</p>
    </DeedDialog>
  );
}
