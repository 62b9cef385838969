import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button, Menu, MenuItem, MenuSection, MenuTrigger, Header, Popover, Separator } from 'react-aria-components';
import { useLooseEndCount } from '../loose-ends/use-loose-ends.ts';
import { SignInPage } from '../session/sign-in-page.tsx';
import { useMe, useSignOut } from '../session/use-session.ts';
import { isSignedOut } from '../site/problem-error.ts';
import { THEMES, useTheme, type Theme } from '../site/theme.ts';
import { Brandmark } from './brandmark.tsx';
import { Failed, Loading } from './page-states.tsx';

/** Around every page: who is signed in and where to go. Without a session there is only the sign-in. */
export function ConsoleFrame() {
  const me = useMe();
  if (me.data) {
    return (
      <div className="flex min-h-dvh flex-col">
        <a
          href="#page"
          className="button button-main absolute start-2 top-2 z-50 -translate-y-20 focus-visible:translate-y-0"
        >
          Skip to the page
        </a>
        <TopBar
          name={me.data.member.name}
          email={me.data.member.email}
          brand={me.data.brands[0]?.name ?? ''}
          isOperator={me.data.isOperator}
        />
        <main id="page" tabIndex={-1} className="flex-1 outline-none">
          <Outlet />
        </main>
      </div>
    );
  }
  if (isSignedOut(me.error)) return <SignInPage />;
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      {me.error ? (
        <Failed error={me.error} onRetry={() => void me.refetch()} />
      ) : (
        <Loading label="Opening the console" />
      )}
    </main>
  );
}

const LINK =
  'inline-flex min-h-10 shrink-0 items-center whitespace-nowrap rounded-control px-3 text-soft hover:text-ink data-[status=active]:bg-raised data-[status=active]:font-semibold data-[status=active]:text-ink';

const PLACES = [
  { to: '/streams', label: 'Streams' },
  { to: '/orders', label: 'Orders' },
  { to: '/disputes', label: 'Disputes' },
  { to: '/retailers', label: 'Retailers' },
  { to: '/payouts', label: 'Payouts' },
  { to: '/imports', label: 'Import' },
] as const;

/** For who runs the house. */
const HOUSE_PLACES = [
  { to: '/shipping', label: 'Shipping' },
  { to: '/books', label: 'Books' },
  { to: '/loose-ends', label: 'Loose ends' },
] as const;

interface TopBarProps {
  readonly name: string;
  readonly email: string;
  readonly brand: string;
  readonly isOperator: boolean;
}

function TopBar({ name, email, brand, isOperator }: TopBarProps) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const looseEnds = useLooseEndCount(isOperator);
  // On a phone the places scroll; where one is must be in sight.
  useEffect(() => {
    nav.current?.querySelector('[data-status="active"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname, looseEnds]);
  const places = isOperator ? [...PLACES, ...HOUSE_PLACES] : PLACES;
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 lg:px-8">
        <Link to="/" className="inline-flex min-h-10 items-center rounded-control" aria-label="Sidestall, your streams">
          <Brandmark />
        </Link>
        <nav
          ref={nav}
          aria-label="Console"
          className="flex gap-1 max-md:order-last max-md:-mx-4 max-md:w-[calc(100%+2rem)] max-md:overflow-x-auto max-md:px-4 max-md:py-0.5"
        >
          {places.map(({ to, label }) => (
            <Link key={to} to={to} className={LINK}>
              {label}
              {to === '/loose-ends' && !!looseEnds && (
                <span className="ms-1.5 rounded-full bg-warn-wash px-1.5 text-s font-semibold text-warn tabular-nums">
                  {looseEnds}
                </span>
              )}
            </Link>
          ))}
        </nav>
        <MemberMenu name={name} email={email} brand={brand} />
      </div>
    </header>
  );
}

const THEME_NAMES: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };
const ITEM =
  'flex min-h-10 cursor-pointer items-center justify-between gap-6 rounded-control px-3 outline-none data-[focused]:bg-raised';

function MemberMenu({ name, email, brand }: { readonly name: string; readonly email: string; readonly brand: string }) {
  const signOut = useSignOut();
  const [theme, setTheme] = useTheme();
  return (
    <MenuTrigger>
      <Button className="button button-bare ms-auto gap-2 font-medium" aria-label={`${name}, ${brand}: account menu`}>
        <span
          aria-hidden="true"
          className="grid size-7 place-items-center rounded-full bg-accent-wash text-s font-semibold text-accent-ink"
        >
          {Array.from(name)[0]}
        </span>
        <span className="max-sm:hidden">{brand || name}</span>
      </Button>
      <Popover className="card min-w-60 p-1.5 shadow-lg" placement="bottom end">
        <div className="grid px-3 py-2">
          <span className="font-semibold">{name}</span>
          <span className="text-s text-soft">{email}</span>
        </div>
        <Separator className="mx-3 my-1 border-line" />
        <Menu className="outline-none" aria-label="Account">
          <MenuSection
            selectionMode="single"
            selectedKeys={[theme]}
            disallowEmptySelection
            onSelectionChange={(keys) => keys !== 'all' && setTheme([...keys][0] as Theme)}
          >
            <Header className="px-3 pb-1 pt-2 text-s text-soft">Appearance</Header>
            {THEMES.map((entry) => (
              <MenuItem key={entry} id={entry} className={ITEM} textValue={THEME_NAMES[entry]}>
                {({ isSelected }) => (
                  <>
                    {THEME_NAMES[entry]}
                    {isSelected && <span aria-hidden="true">✓</span>}
                  </>
                )}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator className="mx-3 my-1 border-line" />
          <MenuItem className={ITEM} onAction={() => void signOut()}>
            Sign out
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
