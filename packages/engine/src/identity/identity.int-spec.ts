import 'reflect-metadata';
import { newId, type BrandId } from '@sidestall/kernel';
import { freshDatabase, stopDatabases, type TestDatabase } from '@sidestall/testing';
import { getMigrations } from 'better-auth/db/migration';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../platform/data-source.ts';
import { Database } from '../platform/database.ts';
import { migrate } from '../platform/migrate.ts';
import { BrandMemberStore } from './brand-member.store.ts';
import { IdentityService } from './identity.service.ts';
import { MemberAuth, SESSION_COOKIE } from './member-auth.ts';
import { RegisterMember } from './register-member.ts';

let database: TestDatabase;
let dataSource: DataSource;
let auth: MemberAuth;
let identity: IdentityService;
let registerMember: RegisterMember;

const brandIds: BrandId[] = [newId('brd'), newId('brd')].sort();
const ana = { email: 'Ana@Example.com', password: 'a-long-password', name: 'Ana', brandIds };

beforeAll(async () => {
  database = await freshDatabase(migrate);
  dataSource = await new DataSource(dataSourceOptions(database.url, 3)).initialize();
  auth = new MemberAuth({
    databaseUrl: database.url,
    apiUrl: 'http://localhost:4000',
    consoleUrl: 'http://localhost:4003',
    secret: 'test-secret-test-secret-test-secret',
  });
  const db = new Database(dataSource);
  const store = new BrandMemberStore();
  identity = new IdentityService(db, auth, store);
  registerMember = new RegisterMember(db, auth, store);
  await registerMember.execute(ana);
});

afterAll(async () => {
  await auth.close();
  await dataSource.destroy();
  await stopDatabases();
});

const cookieOf = (setCookies: readonly string[]) => setCookies.map((cookie) => cookie.split(';')[0]).join('; ');

async function signedIn(): Promise<string> {
  const result = await identity.signIn({ email: ana.email, password: ana.password });
  if (!result.ok) throw new Error(result.error.code);
  return cookieOf(result.value.setCookies);
}

describe('the console', () => {
  it('has every table and column that the sign-in library asks for', async () => {
    const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
    expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] });
  });

  it('knows a member by the cookie of the session, with the brands they act for', async () => {
    const session = await identity.sessionOf(await signedIn());
    expect(session).toMatchObject({ name: 'Ana', email: 'ana@example.com', brandIds });
    expect(session!.memberId).toMatch(/^mem_/);
  });

  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const result = await identity.signIn({ email: ana.email, password: ana.password });
    const cookie = result.ok ? result.value.setCookies.join() : '';
    expect(cookie).toContain(`${SESSION_COOKIE}=`);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  it('does not tell whether the address or the password was wrong', async () => {
    const wrongPassword = await identity.signIn({ email: ana.email, password: 'not the password' });
    const nobody = await identity.signIn({ email: 'nobody@example.com', password: 'not the password' });
    expect(wrongPassword).toMatchObject({ ok: false, error: { code: 'REQUEST.UNAUTHENTICATED' } });
    expect(nobody).toEqual(wrongPassword);
  });

  it('forgets a session that was ended, whoever still has the cookie', async () => {
    const cookie = await signedIn();
    const { setCookies } = await identity.signOut(cookie);
    expect(setCookies.join()).toContain('Max-Age=0');
    expect(await identity.sessionOf(cookie)).toBeNull();
  });

  it('takes no cookie that was tampered with', async () => {
    const cookie = await signedIn();
    expect(await identity.sessionOf(cookie.replace(/=(.)/, (_, c: string) => `=${c === 'a' ? 'b' : 'a'}`))).toBeNull();
    expect(await identity.sessionOf(undefined)).toBeNull();
    expect(await identity.sessionOf('other=1')).toBeNull();
  });

  it('registers a person once, however often it is asked', async () => {
    const first = await registerMember.execute(ana);
    const another = newId('brd');
    expect(await registerMember.execute({ ...ana, password: 'another-password', brandIds: [another] })).toBe(first);
    const session = await identity.sessionOf(await signedIn());
    expect(session!.brandIds).toEqual([...brandIds, another].sort());
  });
});
